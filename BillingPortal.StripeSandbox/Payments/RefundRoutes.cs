using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Refunds through the API.</summary>
internal static class RefundRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/refunds", Create);
        routes.Get("/v1/refunds", List);
        routes.Get("/v1/refunds/{id}", call => call.FromPath<Refund>("id", "refund"));
        routes.Post("/v1/refunds/{id}", Update);
        routes.Post("/v1/refunds/{id}/cancel", Cancel);
    }

    private static Refund Create(Call call)
    {
        var parameters = call.Parameters;
        RefuseConnect(parameters, "refund_application_fee");
        RefuseConnect(parameters, "reverse_transfer");
        if (parameters.Has("origin"))
        {
            throw StripeError.Invalid("Only payments of a card are refunded here, never a customer's cash balance.", "origin");
        }

        var charge = ChargeOf(call);
        if (parameters.Text("currency") is { } currency && currency != charge.Currency)
        {
            throw StripeError.Invalid($"The charge is in {charge.Currency}, not in {currency}.", "currency");
        }

        return Refunds.Create(call.Account, charge, parameters.Integer("amount"), blank => blank with
        {
            InstructionsEmail = parameters.Text("instructions_email"),
            Metadata = parameters.Metadata(),
            Reason = parameters.Choice("reason", "duplicate", "fraudulent", "requested_by_customer"),
        });
    }

    private static Refund Update(Call call)
    {
        var before = call.FromPath<Refund>("id", "refund");
        return Refunds.Tell(call.Account, before, before with { Metadata = call.Parameters.Metadata(before.Metadata) });
    }

    /// <summary>Stripe cancels through the API only what waits for the customer, and cards never do.</summary>
    private static Refund Cancel(Call call)
    {
        var refund = call.FromPath<Refund>("id", "refund");
        throw StripeError.WrongState($"You can only cancel refunds with a status of requires_action. This refund has a status of {refund.Status}.");
    }

    private static ListOf<object> List(Call call)
    {
        var charge = call.Parameters.Text("charge");
        var intent = call.Parameters.Text("payment_intent");
        return (charge ?? intent) is { } owner
            ? Paging.Page(call, refund => intent is null || refund.PaymentIntent == intent, call.Account.OwnedBy<Refund>(owner))
            : Paging.Page<Refund>(call);
    }

    private static void RefuseConnect(Parameters parameters, string name)
    {
        if (parameters.Flag(name) == true)
        {
            throw StripeError.Invalid("No connected account has taken part in this charge, so nothing of theirs can be given back.", name);
        }
    }

    private static Charge ChargeOf(Call call)
    {
        var intent = call.FromParameter<PaymentIntent>("payment_intent", "payment_intent");
        if (call.FromParameter<Charge>("charge", "charge") is { } charge)
        {
            return intent is null || charge.PaymentIntent == intent.Id ? charge
                : throw StripeError.Invalid("The charge is not one of the PaymentIntent's.", "charge");
        }

        if (intent is null)
        {
            throw StripeError.Invalid("One of the following params should be provided for this request: payment_intent or charge.", code: "parameter_missing");
        }

        return call.Account.Find<Charge>(intent.LatestCharge) is { Status: "succeeded", Captured: true } paid
            ? paid
            : throw StripeError.WrongState($"This PaymentIntent ({intent.Id}) does not have a successful charge to refund.", "payment_intent_unexpected_state");
    }
}
