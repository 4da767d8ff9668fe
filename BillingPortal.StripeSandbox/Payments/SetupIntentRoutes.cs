using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Elements;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Setup intents through the API.</summary>
internal static class SetupIntentRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/setup_intents", Create);
        routes.Get("/v1/setup_intents", List);
        routes.Get("/v1/setup_intents/{id}", Retrieve);
        routes.Post("/v1/setup_intents/{id}", call => call.Account.Save(Read(call, call.FromPath<SetupIntent>("id", "setupintent"))));
        routes.Post("/v1/setup_intents/{id}/confirm", call => Confirm(call, call.FromPath<SetupIntent>("id", "setupintent")));
        routes.Post("/v1/setup_intents/{id}/cancel", Cancel);
    }

    private static SetupIntent Create(Call call)
    {
        var customer = call.Parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id : null;
        var made = SetupEngine.Create(call.Account, customer, blank => Read(call, blank));
        return call.Parameters.Flag("confirm") == true ? Confirm(call, made) : made;
    }

    private static SetupIntent Read(Call call, SetupIntent before)
    {
        var parameters = call.Parameters;
        parameters.Accept("confirm", "return_url", "mandate_data", "single_use", "use_stripe_sdk", "attach_to_self", "flow_directions",
            "payment_method_configuration", "payment_method_options", "excluded_payment_method_types");
        var automatic = parameters.Hash("automatic_payment_methods");
        return before with
        {
            AutomaticPaymentMethods = automatic is null ? before.AutomaticPaymentMethods
                : new AutomaticPaymentMethods(automatic.Flag("enabled") ?? false, automatic.Choice("allow_redirects", "always", "never") ?? "always"),
            Customer = parameters.Text("customer", before.Customer),
            Description = parameters.Text("description", before.Description),
            Metadata = parameters.Metadata(before.Metadata),
            PaymentMethod = PaymentMethods.ResolveOptional(call, parameters, "payment_method")?.Id ?? before.PaymentMethod,
            PaymentMethodTypes = parameters.Texts("payment_method_types") is { Count: > 0 } types ? types : before.PaymentMethodTypes,
            Usage = parameters.Choice("usage", "off_session", "on_session") ?? before.Usage,
        };
    }

    private static SetupIntent Confirm(Call call, SetupIntent intent)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        parameters.Accept("mandate_data", "payment_method_options");
        if (intent.Status is "succeeded" or "canceled")
        {
            throw Unexpected(intent, "confirmed");
        }

        var token = ConfirmationTokens.Redeem(call, intent);
        var returning = Returning.Read(parameters, token);
        var method = token?.Method ?? MethodOf(call, intent) ?? throw StripeError.WrongState(
            "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
            "setup_intent_unexpected_state");
        intent = account.Save(intent with { ReturnUrl = returning.Url });
        var confirmed = SetupEngine.Confirm(account, intent, method, returnUrl: returning.Redirect);
        return confirmed is { Status: "requires_payment_method", LastSetupError: { } error }
            ? throw CardErrors.Of(error, setup: confirmed)
            : confirmed;
    }

    private static PaymentMethod? MethodOf(Call call, SetupIntent intent)
    {
        if (call.Parameters.Hash("payment_method_data") is { } data)
        {
            data.Accept("type", "allow_redisplay");
            return call.Account.Save(PaymentMethods.FromCard(
                call.Account, data.Hash("card") ?? throw StripeError.MissingParameter(data.Name("card")), PaymentMethods.ReadBillingDetails(data)));
        }

        return call.Parameters.Flag("confirm") == true && intent.PaymentMethod is { } known
            ? call.Account.Get<PaymentMethod>(known)
            : PaymentMethods.ResolveOptional(call, call.Parameters, "payment_method") ?? call.Account.Find<PaymentMethod>(intent.PaymentMethod);
    }

    private static SetupIntent Cancel(Call call)
    {
        var intent = call.FromPath<SetupIntent>("id", "setupintent");
        var reason = call.Parameters.Choice("cancellation_reason", "abandoned", "requested_by_customer", "duplicate");
        if (intent.Status is "succeeded" or "canceled")
        {
            throw Unexpected(intent, "canceled");
        }

        var canceled = call.Account.Save(intent with { Status = "canceled", CancellationReason = reason, NextAction = null });
        call.Account.Emit("setup_intent.canceled", canceled);
        return canceled;
    }

    private static SetupIntent Retrieve(Call call)
    {
        call.Parameters.Accept("client_secret");
        return call.FromPath<SetupIntent>("id", "setupintent");
    }

    private static ListOf<object> List(Call call)
    {
        var method = call.Parameters.Text("payment_method");
        // Nothing here is set up for the merchant itself.
        var ours = call.Parameters.Flag("attach_to_self") == true;
        return Paging.Page<SetupIntent>(call, intent => !ours && (method is null || intent.PaymentMethod == method),
            call.FromParameter<Customer>("customer", "customer") is { } customer ? call.Account.OwnedBy<SetupIntent>(customer.Id) : null);
    }

    private static StripeError Unexpected(SetupIntent intent, string verb) => new(400, new ErrorBody
    {
        Type = "invalid_request_error", Code = "setup_intent_unexpected_state", SetupIntent = intent,
        Message = $"This SetupIntent's status is {intent.Status}, so it cannot be {verb}.",
    });
}
