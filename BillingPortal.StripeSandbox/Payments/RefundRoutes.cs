using System.Globalization;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Charges to read and refunds of them.</summary>
internal static class RefundRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/charges", ListCharges);
        routes.Get("/v1/charges/{id}", call => call.FromPath<Charge>("id", "charge"));
        routes.Post("/v1/charges/{id}", UpdateCharge);
        routes.Post("/v1/refunds", Create);
        routes.Get("/v1/refunds", List);
        routes.Get("/v1/refunds/{id}", call => call.FromPath<Refund>("id", "refund"));
        routes.Post("/v1/refunds/{id}", Update);
        Includables.Add<Charge>("charge", "refunds", static (account, charge) => new ListOf<object>
        {
            Data = [.. Enumerable.Reverse(account.OwnedBy<Refund>(charge.Id))], Url = $"/v1/charges/{charge.Id}/refunds",
        });
    }

    private static Refund Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        parameters.Accept("refund_application_fee", "reverse_transfer", "instructions_email", "origin", "currency");
        var charge = ChargeOf(call);
        var left = charge.AmountCaptured - charge.AmountRefunded;
        var amount = parameters.Integer("amount") ?? left;
        if (charge.Refunded || left == 0)
        {
            throw StripeError.WrongState($"Charge {charge.Id} has already been refunded.", "charge_already_refunded");
        }

        if (amount < 1 || amount > left)
        {
            throw StripeError.WrongState(
                string.Create(CultureInfo.InvariantCulture, $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"), param: "amount");
        }

        var refund = account.Save(new Refund
        {
            Id = Ids.New("re"),
            Created = call.Now,
            Amount = amount,
            Charge = charge.Id,
            Currency = charge.Currency,
            Customer = charge.Customer,
            Metadata = parameters.Metadata(),
            PaymentIntent = charge.PaymentIntent,
            PaymentMethod = charge.PaymentMethod,
            Reason = parameters.Choice("reason", "duplicate", "fraudulent", "requested_by_customer"),
            Status = "succeeded",
        });
        account.Emit("refund.created", refund);
        var refunded = charge.AmountRefunded + amount;
        account.Update("charge.refunded", charge, charge with { AmountRefunded = refunded, Refunded = refunded == charge.AmountCaptured });
        return refund;
    }

    private static Refund Update(Call call)
    {
        var before = call.FromPath<Refund>("id", "refund");
        var after = call.Account.Update("charge.refund.updated", before, before with { Metadata = call.Parameters.Metadata(before.Metadata) });
        if (after != before)
        {
            call.Account.Update("refund.updated", before, after);
        }

        return after;
    }

    private static ListOf<object> List(Call call)
    {
        var charge = call.Parameters.Text("charge");
        var intent = call.Parameters.Text("payment_intent");
        return (charge ?? intent) is { } owner
            ? Paging.Page(call, among: call.Account.OwnedBy<Refund>(owner))
            : Paging.Page<Refund>(call);
    }

    private static ListOf<object> ListCharges(Call call)
    {
        var customer = call.Parameters.Text("customer");
        var intent = call.Parameters.Text("payment_intent");
        call.Parameters.Accept("transfer_group");
        return (intent ?? customer) is { } owner
            ? Paging.Page(call, among: call.Account.OwnedBy<Charge>(owner))
            : Paging.Page<Charge>(call);
    }

    private static Charge UpdateCharge(Call call)
    {
        var before = call.FromPath<Charge>("id", "charge");
        call.Parameters.Accept("fraud_details", "shipping", "transfer_group", "customer");
        return call.Account.Update("charge.updated", before, before with
        {
            Description = call.Parameters.Text("description", before.Description),
            Metadata = call.Parameters.Metadata(before.Metadata),
            ReceiptEmail = call.Parameters.Text("receipt_email", before.ReceiptEmail),
        });
    }

    private static Charge ChargeOf(Call call)
    {
        if (call.FromParameter<Charge>("charge", "charge") is { } charge)
        {
            return charge;
        }

        var intent = call.FromParameter<PaymentIntent>("payment_intent", "payment_intent") ?? throw StripeError.Invalid(
            "One of the following params should be provided for this request: payment_intent or charge.", code: "parameter_missing");
        return call.Account.Find<Charge>(intent.LatestCharge) is { Status: "succeeded" } paid
            ? paid
            : throw StripeError.WrongState("This PaymentIntent does not have a successful charge to refund.", "payment_intent_unexpected_state");
    }
}
