using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Charges through the API: read, changed, and made directly as before there were payment intents.</summary>
internal static class ChargeRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/charges", Create);
        routes.Get("/v1/charges", List);
        routes.Get("/v1/charges/{id}", call => call.FromPath<Charge>("id", "charge"));
        routes.Post("/v1/charges/{id}", Update);
        routes.Post("/v1/charges/{id}/capture", Capture);
        Includables.Add<Charge>("charge", "refunds", static (account, charge) => new ListOf<object>
        {
            Data = [.. Enumerable.Reverse(account.OwnedBy<Refund>(charge.Id))], Url = $"/v1/charges/{charge.Id}/refunds",
        });
    }

    private static Charge Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var currency = PriceRoutes.CurrencyOf(parameters);
        var amount = AmountCheck.Chargeable(parameters.Integer("amount") ?? throw StripeError.MissingParameter("amount"), currency);
        var customer = parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400) : null;
        var method = SourceOf(call, customer);
        var blank = Charges.Blank(account, method, amount, currency) with
        {
            Customer = customer?.Id,
            Description = parameters.Text("description"),
            Metadata = parameters.Metadata(),
            ReceiptEmail = parameters.Text("receipt_email"),
            Shipping = Shipping.Read(parameters, "shipping", null),
            StatementDescriptor = parameters.Text("statement_descriptor"),
            StatementDescriptorSuffix = parameters.Text("statement_descriptor_suffix"),
            TransferGroup = parameters.Text("transfer_group"),
        };
        var held = parameters.Flag("capture") == false;
        var decided = NextPayments.Take(account, customer?.Id);
        var attempt = new Attempt { Present = false, OffSession = true };
        var decline = Bank.Asks(method, decided, attempt) ? Decline.AuthenticationRequired : Bank.Answer(account, method, decided);
        var secured = Bank.Secured(method, attempt);
        if (decline is not null)
        {
            throw CardErrors.Of(PaymentError.Of(decline, null, Charges.Fail(account, blank, decline, secured).Id));
        }

        return Charges.Succeed(account, blank, held, secured);
    }

    /// <summary>A token, or a card of the customer's, or the customer's default.</summary>
    private static PaymentMethod SourceOf(Call call, Customer? customer)
    {
        var source = call.Parameters.Text("source");
        if (source is not null && TestCard.FindByAlias(source) is not null && source.StartsWith("tok_", StringComparison.Ordinal))
        {
            return call.Account.Save(PaymentMethods.FromToken(call.Account, source, "source"));
        }

        if (customer is null)
        {
            throw source is null ? StripeError.Invalid("Must provide source or customer.", code: "parameter_missing") : StripeError.Missing("token", source, "source", status: 400);
        }

        if (source is null)
        {
            return call.Account.Find<PaymentMethod>(customer.ChargedMethod) ?? throw new StripeError(402, new ErrorBody
            {
                Type = "card_error", Code = "missing", Message = "Cannot charge a customer that has no active card", Param = "card",
            });
        }

        var method = PaymentMethods.Resolve(call.Account, source, "source");
        PaymentMethods.RefuseUnlessOf(method, customer.Id, "source");
        return method;
    }

    private static Charge Capture(Call call)
    {
        var charge = call.FromPath<Charge>("id", "charge");
        if (charge.PaymentIntent is { } intent)
        {
            throw StripeError.WrongState($"This charge belongs to the PaymentIntent {intent}; capture that one.");
        }

        if (charge.Captured || charge.Refunded || charge.Status != "succeeded")
        {
            throw StripeError.WrongState($"Charge {charge.Id} has already been captured, or nothing is held any more.", "charge_already_captured");
        }

        var amount = call.Parameters.Integer("amount") ?? charge.Amount;
        return amount >= 1 && amount <= charge.Amount ? Charges.Capture(call.Account, charge, amount)
            : throw StripeError.Invalid("The amount to capture must be positive and not more than the amount that is held.", "amount", "amount_too_large");
    }

    private static Charge Update(Call call)
    {
        var (before, parameters) = (call.FromPath<Charge>("id", "charge"), call.Parameters);
        if (parameters.Text("customer") is { } customer && before.Customer is not null && customer != before.Customer)
        {
            throw StripeError.WrongState("The charge has a customer already.", param: "customer");
        }

        return call.Account.Update("charge.updated", before, before with
        {
            Customer = parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id : before.Customer,
            Description = parameters.Text("description", before.Description),
            FraudDetails = parameters.Hash("fraud_details")?.Choice("user_report", "fraudulent", "safe") is { } report
                ? new Dictionary<string, string>(before.FraudDetails) { ["user_report"] = report } : before.FraudDetails,
            Metadata = parameters.Metadata(before.Metadata),
            ReceiptEmail = parameters.Text("receipt_email", before.ReceiptEmail),
            Shipping = Shipping.Read(parameters, "shipping", before.Shipping),
            TransferGroup = parameters.Text("transfer_group", before.TransferGroup),
        });
    }

    private static ListOf<object> List(Call call)
    {
        var (customer, intent, group) = (call.Parameters.Text("customer"), call.Parameters.Text("payment_intent"), call.Parameters.Text("transfer_group"));
        return Paging.Page<Charge>(call, charge => (customer is null || charge.Customer == customer) && (group is null || charge.TransferGroup == group),
            (intent ?? customer) is { } owner ? call.Account.OwnedBy<Charge>(owner) : null);
    }
}
