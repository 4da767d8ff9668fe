using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Sources;

/// <summary>A customer's cards through Stripe's older paths, beside the payment methods that they are.</summary>
internal static class CardSourceRoutes
{
    private const string All = "/v1/customers/{id}/sources";
    private const string One = All + "/{source}";

    public static void Map(RouteTable routes)
    {
        routes.Post(All, Create);
        routes.Get(All, List);
        routes.Get(One, call => CardSource.Of(Find(call)));
        routes.Post(One, Update);
        routes.Delete(One, Delete);
    }

    private static CardSource Create(Call call)
    {
        var customer = CustomerRoutes.Live(call, call.Path["id"], "customer");
        if (call.Parameters.Has("source") && !call.Parameters.IsPlain("source"))
        {
            throw StripeError.Invalid("A source is named by the token that stands for its card, such as tok_visa.", "source");
        }

        var made = PaymentMethods.FromToken(call.Account, call.Parameters.RequiredText("source"), "source") with
        {
            Id = Ids.New(CardSource.Prefix), Metadata = call.Parameters.Metadata(),
        };
        return CardSource.Of(CardSources.Add(call.Account, customer, made));
    }

    private static ListOf<object> List(Call call)
    {
        var customer = CustomerRoutes.Live(call, call.Path["id"], "customer");
        // Only cards are kept here, so a list of anything else is empty.
        var cards = call.Parameters.Text("object") is null or "card" ? CardSources.NewestFirst(call.Account, customer.Id) : [];
        return Paging.Within(call, cards.ConvertAll(CardSource.Of), card => card.Id);
    }

    private static CardSource Update(Call call)
    {
        var (before, parameters) = (Find(call), call.Parameters);
        var (month, year) = (parameters.Integer("exp_month") ?? before.Card.ExpMonth, parameters.Integer("exp_year") is { } sent ? CardInput.FullYear(sent) : before.Card.ExpYear);
        if ((month, year) != (before.Card.ExpMonth, before.Card.ExpYear) && CardInput.ExpiryProblem(month, year, call.Now) is { } problem)
        {
            throw PaymentMethods.Refused(problem, parameters);
        }

        var address = AddressOf(parameters, before.BillingDetails.Address);
        var billing = before.BillingDetails with { Address = address, Name = parameters.Text("name", before.BillingDetails.Name) };
        var checks = address == before.BillingDetails.Address ? before.Card.Checks
            : PaymentMethods.ChecksOf(TestCard.Of(before.Number), billing, cvc: false) with { CvcCheck = before.Card.Checks.CvcCheck };
        return CardSource.Of(CardSources.Change(call.Account, before, before with
        {
            BillingDetails = billing, Card = before.Card with { Checks = checks, ExpMonth = month, ExpYear = year }, Metadata = parameters.Metadata(before.Metadata),
        }));
    }

    private static Address AddressOf(Parameters parameters, Address before) => before with
    {
        City = parameters.Text("address_city", before.City), Country = parameters.Text("address_country", before.Country),
        Line1 = parameters.Text("address_line1", before.Line1), Line2 = parameters.Text("address_line2", before.Line2),
        PostalCode = parameters.Text("address_zip", before.PostalCode), State = parameters.Text("address_state", before.State),
    };

    private static DeletedObject Delete(Call call)
    {
        var method = Find(call);
        PaymentMethods.Detach(call.Account, method, method.Customer!);
        return new DeletedObject(method.Id, "card");
    }

    private static PaymentMethod Find(Call call)
    {
        var customer = CustomerRoutes.Live(call, call.Path["id"], "customer");
        return call.Account.Find<PaymentMethod>(call.Path["source"]) is { } method && CardSource.Is(method) && method.Customer == customer.Id
            ? method : throw StripeError.Missing("source", call.Path["source"], "id");
    }
}
