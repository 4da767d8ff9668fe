using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Elements;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Payment intents through the API, whether they stand alone or pay an invoice.</summary>
internal static class PaymentIntentRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/payment_intents", Create);
        routes.Get("/v1/payment_intents", List);
        routes.Get("/v1/payment_intents/{id}", Retrieve);
        routes.Post("/v1/payment_intents/{id}", Update);
        routes.Post("/v1/payment_intents/{id}/confirm", call => Confirm(call, call.FromPath<PaymentIntent>("id", "payment_intent")));
        routes.Post("/v1/payment_intents/{id}/cancel", Cancel);
        routes.Post("/v1/payment_intents/{id}/capture", Capture);
    }

    private static PaymentIntent Create(Call call)
    {
        var parameters = call.Parameters;
        var amount = parameters.Integer("amount") ?? throw StripeError.MissingParameter("amount");
        var currency = PriceRoutes.CurrencyOf(parameters);
        AmountCheck.Chargeable(amount, currency);
        var customer = parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id : null;
        var made = PaymentEngine.Create(call.Account, amount, currency, customer, blank => Read(call, blank));
        return parameters.Flag("confirm") == true ? Confirm(call, made) : made;
    }

    private static PaymentIntent Update(Call call)
    {
        var before = call.FromPath<PaymentIntent>("id", "payment_intent");
        if (before.Status is "succeeded" or "canceled")
        {
            throw Unexpected(before, "updated");
        }

        RefuseInvoiceTerms(call, before);
        var currency = call.Parameters.Has("currency") ? PriceRoutes.CurrencyOf(call.Parameters) : before.Currency;
        var amount = call.Parameters.Integer("amount") ?? before.Amount;
        if (before.Status == "requires_capture" && (amount, currency) != (before.Amount, before.Currency))
        {
            throw Unexpected(before, "updated with another amount");
        }

        var after = Read(call, before) with { Amount = AmountCheck.Chargeable(amount, currency), Currency = currency };
        var anew = after.PaymentMethod is not null && (after.Status == "requires_payment_method" || (after.Status == "requires_action" && after.PaymentMethod != before.PaymentMethod));
        return call.Account.Save(anew ? after with { Status = "requires_confirmation", NextAction = null } : after);
    }

    /// <summary>What an invoice's own payment asks for is the invoice's to say.</summary>
    private static void RefuseInvoiceTerms(Call call, PaymentIntent intent)
    {
        if (!PaysInvoice(call.Account, intent))
        {
            return;
        }

        foreach (var name in new[] { "amount", "currency", "customer", "capture_method" })
        {
            if (call.Parameters.Has(name))
            {
                throw StripeError.WrongState($"This PaymentIntent belongs to an invoice, so its {name} cannot be changed.", param: name);
            }
        }
    }

    private static bool PaysInvoice(Account account, PaymentIntent intent) =>
        account.OwnedBy<InvoicePayment>(intent.Id).Exists(payment => payment is { IsDefault: true, Status: "open" });

    private static PaymentIntent Read(Call call, PaymentIntent before)
    {
        var parameters = call.Parameters;
        // The confirmation reads these. A card needs no mandate, so the consent to one changes nothing.
        parameters.Accept("confirm", "off_session", "return_url", "error_on_requires_action", "mandate_data", "use_stripe_sdk", "payment_method_data");
        Unsupported.RefuseConnect(parameters);
        Unsupported.Refuse(parameters, "payment_method_configuration", "amount_details");
        var customer = parameters.Has("customer") && parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id
            : parameters.Text("customer", before.Customer);
        return before with
        {
            AutomaticPaymentMethods = IntentTerms.Automatic(parameters, before.AutomaticPaymentMethods),
            CaptureMethod = parameters.Choice("capture_method", "automatic", "automatic_async", "manual") ?? before.CaptureMethod,
            ConfirmationMethod = parameters.Choice("confirmation_method", "automatic", "manual") ?? before.ConfirmationMethod,
            Customer = customer,
            Description = parameters.Text("description", before.Description),
            ExcludedPaymentMethodTypes = IntentTerms.Excluded(parameters, before.ExcludedPaymentMethodTypes),
            Metadata = parameters.Metadata(before.Metadata),
            PaymentDetails = PaymentDetails.Read(parameters, before.PaymentDetails),
            PaymentMethod = IntentTerms.Method(call, customer, "PaymentIntent")?.Id ?? before.PaymentMethod,
            PaymentMethodOptions = before.PaymentMethodOptions with { Card = IntentTerms.Options(parameters, before.PaymentMethodOptions.Card) },
            PaymentMethodTypes = IntentTerms.Types(parameters, before.PaymentMethodTypes),
            ReceiptEmail = parameters.Text("receipt_email", before.ReceiptEmail),
            SetupFutureUsage = parameters.Choice("setup_future_usage", "off_session", "on_session") ?? before.SetupFutureUsage,
            Shipping = Shipping.Read(parameters, "shipping", before.Shipping),
            StatementDescriptor = parameters.Text("statement_descriptor", before.StatementDescriptor),
            StatementDescriptorSuffix = parameters.Text("statement_descriptor_suffix", before.StatementDescriptorSuffix),
            TransferGroup = parameters.Text("transfer_group", before.TransferGroup),
        };
    }

    private static PaymentIntent Confirm(Call call, PaymentIntent intent)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        // A card needs no mandate, so the consent to one changes nothing.
        parameters.Accept("mandate_data");
        Unsupported.Refuse(parameters, "amount_details");
        if (intent.Status is not ("requires_payment_method" or "requires_confirmation" or "requires_action"))
        {
            throw Unexpected(intent, "confirmed");
        }

        var token = ConfirmationTokens.Redeem(call, intent);
        var returning = Returning.Read(parameters, token);
        var method = token?.Method ?? MethodOf(call, intent) ?? throw StripeError.Invalid(
            "You cannot confirm this PaymentIntent because it's missing a payment method. Update the PaymentIntent with a payment method and then confirm it again.",
            code: "payment_intent_unexpected_state", validation: false);
        intent = account.Save(intent with
        {
            SetupFutureUsage = parameters.Choice("setup_future_usage", "off_session", "on_session") ?? token?.SetupFutureUsage ?? intent.SetupFutureUsage,
            ReceiptEmail = parameters.Text("receipt_email", intent.ReceiptEmail),
            CaptureMethod = parameters.Choice("capture_method", "automatic", "automatic_async", "manual") ?? intent.CaptureMethod,
            PaymentDetails = PaymentDetails.Read(parameters, intent.PaymentDetails),
            PaymentMethodOptions = intent.PaymentMethodOptions with { Card = IntentTerms.Options(parameters, intent.PaymentMethodOptions.Card) },
            PaymentMethodTypes = IntentTerms.Types(parameters, intent.PaymentMethodTypes),
            ReturnUrl = returning.Url,
            Shipping = Shipping.Read(parameters, "shipping", token?.Shipping ?? intent.Shipping),
        });
        var offSession = parameters.Text("off_session") is not (null or "false");
        var confirmed = PaymentEngine.Confirm(account, intent, method, new Attempt
        {
            Present = !offSession, OffSession = offSession, ReturnUrl = returning.Redirect, Authenticated = intent.Authenticated,
            RequestsThreeDSecure = intent.PaymentMethodOptions.Card.RequestThreeDSecure != "automatic",
            EndsOnAction = parameters.Flag("error_on_requires_action") ?? false,
        });
        InvoicePayments.Settle(account, confirmed);
        confirmed = account.Get<PaymentIntent>(confirmed.Id);
        return confirmed is { Status: "requires_payment_method", LastPaymentError: { } error } ? throw CardErrors.Of(error, confirmed) : confirmed;
    }

    /// <summary>A request that makes and confirms at once has resolved its method already; an alias must not be made into a second one.</summary>
    private static PaymentMethod? MethodOf(Call call, PaymentIntent intent) => call.Parameters.Flag("confirm") == true && intent.PaymentMethod is { } known
        ? call.Account.Get<PaymentMethod>(known)
        : IntentTerms.Method(call, intent.Customer, "PaymentIntent") ?? call.Account.Find<PaymentMethod>(intent.PaymentMethod);

    private static PaymentIntent Cancel(Call call)
    {
        var intent = call.FromPath<PaymentIntent>("id", "payment_intent");
        var reason = call.Parameters.Choice("cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
        if (intent.Status is "succeeded" or "canceled")
        {
            throw Unexpected(intent, "canceled");
        }

        return PaysInvoice(call.Account, intent)
            ? throw StripeError.WrongState("You cannot cancel this PaymentIntent because it belongs to an invoice. Void the invoice instead.", "payment_intent_unexpected_state")
            : PaymentEngine.Cancel(call.Account, intent, reason);
    }

    private static PaymentIntent Capture(Call call)
    {
        var parameters = call.Parameters;
        Unsupported.RefuseConnect(parameters);
        Unsupported.Refuse(parameters, "amount_details");
        if (parameters.Flag("final_capture") == false)
        {
            throw StripeError.Invalid("Held money is captured once; what is not taken is released.", "final_capture");
        }

        var intent = call.FromPath<PaymentIntent>("id", "payment_intent");
        if (intent.Status != "requires_capture")
        {
            throw Unexpected(intent, "captured");
        }

        var amount = parameters.Integer("amount_to_capture") ?? intent.AmountCapturable;
        if (amount < 1 || amount > intent.AmountCapturable)
        {
            throw StripeError.Invalid("The amount to capture must be positive and not more than the amount that is held.", "amount_to_capture", "amount_too_large");
        }

        return PaymentEngine.Capture(call.Account, intent with
        {
            Metadata = parameters.Metadata(intent.Metadata),
            PaymentDetails = PaymentDetails.Read(parameters, intent.PaymentDetails),
            StatementDescriptor = parameters.Text("statement_descriptor", intent.StatementDescriptor),
            StatementDescriptorSuffix = parameters.Text("statement_descriptor_suffix", intent.StatementDescriptorSuffix),
        }, amount);
    }

    private static PaymentIntent Retrieve(Call call)
    {
        // A browser proves with it that it may look; whoever has the secret key may anyway.
        call.Parameters.Accept("client_secret");
        return call.FromPath<PaymentIntent>("id", "payment_intent");
    }

    private static ListOf<object> List(Call call) => call.FromParameter<Customer>("customer", "customer") is { } customer
        ? Paging.Page(call, among: call.Account.OwnedBy<PaymentIntent>(customer.Id))
        : Paging.Page<PaymentIntent>(call);

    private static StripeError Unexpected(PaymentIntent intent, string verb) => new(400, new ErrorBody
    {
        Type = "invalid_request_error", Code = "payment_intent_unexpected_state", PaymentIntent = intent,
        Message = $"This PaymentIntent's status is {intent.Status}, so it cannot be {verb}.",
    });
}
