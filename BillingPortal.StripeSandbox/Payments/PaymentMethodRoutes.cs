using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Payment methods through the API.</summary>
internal static class PaymentMethodRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/payment_methods", Create);
        routes.Get("/v1/payment_methods", List);
        routes.Get("/v1/payment_methods/{id}", call => PaymentMethods.Resolve(call.Account, call.Path["id"], "payment_method", status: 404));
        routes.Post("/v1/payment_methods/{id}", Update);
        routes.Post("/v1/payment_methods/{id}/attach", Attach);
        routes.Post("/v1/payment_methods/{id}/detach", Detach);
        routes.Get("/v1/customers/{id}/payment_methods", ListOfCustomer);
    }

    private static PaymentMethod Create(Call call)
    {
        var parameters = call.Parameters;
        if (parameters.RequiredText("type") is var type && type != "card")
        {
            throw StripeError.Invalid($"The sandbox has payment methods of type card only, not {type}.", "type");
        }

        if (parameters.Has("customer") || parameters.Has("payment_method"))
        {
            throw StripeError.Invalid("Methods are copied between connected accounts only, and the sandbox has none.", parameters.Has("customer") ? "customer" : "payment_method");
        }

        var card = parameters.Hash("card") ?? throw StripeError.MissingParameter("card");
        var made = PaymentMethods.FromCard(call.Account, card, PaymentMethods.ReadBillingDetails(parameters));
        return call.Account.Save(made with
        {
            Metadata = parameters.Metadata(),
            AllowRedisplay = parameters.Choice("allow_redisplay", "always", "limited", "unspecified") ?? "unspecified",
        });
    }

    private static PaymentMethod Update(Call call)
    {
        var before = call.FromPath<PaymentMethod>("id", "PaymentMethod");
        var parameters = call.Parameters;
        if (before.Customer is null)
        {
            throw StripeError.WrongState("You must save this PaymentMethod to a customer before you can update it.");
        }

        var billing = PaymentMethods.ReadBillingDetails(parameters, before.BillingDetails);
        return call.Account.Update("payment_method.updated", before, before with
        {
            AllowRedisplay = parameters.Choice("allow_redisplay", "always", "limited", "unspecified") ?? before.AllowRedisplay,
            BillingDetails = billing,
            Metadata = parameters.Metadata(before.Metadata),
            Card = Renewed(call, before.Card) with
            {
                Checks = billing.Address == before.BillingDetails.Address ? before.Card.Checks
                    : PaymentMethods.ChecksOf(TestCard.Of(before.Number), billing, cvc: false) with { CvcCheck = before.Card.Checks.CvcCheck },
            },
        });
    }

    /// <summary>The same card with a new expiry, or with the network that its holder prefers.</summary>
    private static Card Renewed(Call call, Card before)
    {
        if (call.Parameters.Hash("card") is not { } card)
        {
            return before;
        }

        var (month, year) = (card.Integer("exp_month") ?? before.ExpMonth, card.Integer("exp_year") is { } sent ? CardInput.FullYear(sent) : before.ExpYear);
        if ((month, year) != (before.ExpMonth, before.ExpYear) && CardInput.ExpiryProblem(month, year, call.Now) is { } problem)
        {
            throw PaymentMethods.Refused(problem, card);
        }

        return before with { ExpMonth = month, ExpYear = year, Networks = PaymentMethods.ReadNetworks(card, before.Networks) };
    }

    private static PaymentMethod Attach(Call call)
    {
        var method = PaymentMethods.Resolve(call.Account, call.Path["id"], "payment_method", status: 404);
        var customer = CustomerRoutes.Live(call, call.Parameters.RequiredText("customer"), "customer", status: 400);
        return PaymentMethods.Attach(call.Account, method, customer);
    }

    private static PaymentMethod Detach(Call call)
    {
        var method = call.FromPath<PaymentMethod>("id", "PaymentMethod");
        return method.Customer is { } owner ? PaymentMethods.Detach(call.Account, method, owner) : throw StripeError.WrongState(
            "The payment method you provided is not attached to a customer so detachment is impossible.", param: "payment_method");
    }

    private static ListOf<object> List(Call call)
    {
        var asked = Asked(call.Parameters);
        return call.FromParameter<Customer>("customer", "customer") is { } customer
            ? Paging.Page(call, asked, call.Account.OwnedBy<PaymentMethod>(customer.Id))
            : Paging.Page<PaymentMethod>(call, method => method.Customer is null && asked(method));
    }

    private static Func<PaymentMethod, bool> Asked(Parameters parameters)
    {
        var type = parameters.Text("type");
        var redisplay = parameters.Text("allow_redisplay");
        return method => (type is null || method.Type == type) && (redisplay is null || method.AllowRedisplay == redisplay);
    }

    private static ListOf<object> ListOfCustomer(Call call)
    {
        var customer = CustomerRoutes.Live(call, call.Path["id"], "customer");
        return Paging.Page(call, Asked(call.Parameters), call.Account.OwnedBy<PaymentMethod>(customer.Id));
    }
}
