using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Elements;
using BillingPortal.StripeSandbox.Events;
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
        var currency = Catalog.PriceRoutes.CurrencyOf(parameters);
        if (amount < 1)
        {
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
        }

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

        var after = Read(call, before) with { Amount = call.Parameters.Integer("amount") ?? before.Amount };
        after = after with { Status = after.PaymentMethod is not null && after.Status == "requires_payment_method" ? "requires_confirmation" : after.Status };
        return call.Account.Save(after);
    }

    private static PaymentIntent Read(Call call, PaymentIntent before)
    {
        var parameters = call.Parameters;
        parameters.Accept("confirm", "off_session", "return_url", "error_on_requires_action", "payment_method_options", "mandate_data", "use_stripe_sdk",
            "payment_method_configuration", "amount_details", "payment_details", "capture_method", "excluded_payment_method_types");
        var automatic = parameters.Hash("automatic_payment_methods");
        return before with
        {
            AutomaticPaymentMethods = automatic is null ? before.AutomaticPaymentMethods
                : new AutomaticPaymentMethods(automatic.Flag("enabled") ?? false, automatic.Choice("allow_redirects", "always", "never") ?? "always"),
            CaptureMethod = parameters.Choice("capture_method", "automatic", "automatic_async", "manual") ?? before.CaptureMethod,
            ConfirmationMethod = parameters.Choice("confirmation_method", "automatic", "manual") ?? before.ConfirmationMethod,
            Customer = parameters.Text("customer", before.Customer),
            Description = parameters.Text("description", before.Description),
            Metadata = parameters.Metadata(before.Metadata),
            PaymentMethod = PaymentMethods.ResolveOptional(call, parameters, "payment_method")?.Id ?? before.PaymentMethod,
            PaymentMethodTypes = parameters.Texts("payment_method_types") is { Count: > 0 } types ? types : before.PaymentMethodTypes,
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
        parameters.Accept("error_on_requires_action", "payment_method_options", "mandate_data", "payment_method_types");
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
            ReturnUrl = returning.Url,
            Shipping = Shipping.Read(parameters, "shipping", token?.Shipping ?? intent.Shipping),
        });
        var offSession = parameters.Text("off_session") is not (null or "false");
        var confirmed = PaymentEngine.Confirm(account, intent, method, new Attempt
        {
            Present = !offSession, OffSession = offSession, ReturnUrl = returning.Redirect,
        });
        InvoicePayments.Settle(account, confirmed);
        confirmed = account.Get<PaymentIntent>(confirmed.Id);
        return confirmed is { Status: "requires_payment_method", LastPaymentError: { } error } ? throw CardErrors.Of(error, confirmed) : confirmed;
    }

    private static PaymentMethod? MethodOf(Call call, PaymentIntent intent)
    {
        if (call.Parameters.Hash("payment_method_data") is { } data)
        {
            data.Accept("type", "allow_redisplay");
            return call.Account.Save(PaymentMethods.FromCard(
                call.Account, data.Hash("card") ?? throw StripeError.MissingParameter(data.Name("card")), PaymentMethods.ReadBillingDetails(data)));
        }

        // A request that makes and confirms at once has resolved its method already; an alias must not be made into a second one.
        return call.Parameters.Flag("confirm") == true && intent.PaymentMethod is { } known
            ? call.Account.Get<PaymentMethod>(known)
            : PaymentMethods.ResolveOptional(call, call.Parameters, "payment_method") ?? call.Account.Find<PaymentMethod>(intent.PaymentMethod);
    }

    private static PaymentIntent Cancel(Call call)
    {
        var intent = call.FromPath<PaymentIntent>("id", "payment_intent");
        var reason = call.Parameters.Choice("cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
        return intent.Status is "succeeded" or "canceled" ? throw Unexpected(intent, "canceled") : PaymentEngine.Cancel(call.Account, intent, reason);
    }

    private static PaymentIntent Capture(Call call)
    {
        call.Parameters.Accept("final_capture", "statement_descriptor", "statement_descriptor_suffix", "metadata", "payment_details");
        var intent = call.FromPath<PaymentIntent>("id", "payment_intent");
        var amount = call.Parameters.Integer("amount_to_capture") ?? intent.AmountCapturable;
        if (intent.Status != "requires_capture")
        {
            throw Unexpected(intent, "captured");
        }

        return amount >= 1 && amount <= intent.AmountCapturable
            ? PaymentEngine.Capture(call.Account, intent, amount)
            : throw StripeError.Invalid("The amount to capture must be positive and not more than the amount that is held.", "amount_to_capture", "amount_too_large");
    }

    private static PaymentIntent Retrieve(Call call)
    {
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
