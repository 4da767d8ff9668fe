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
        routes.Post("/v1/setup_intents/{id}", Update);
        routes.Post("/v1/setup_intents/{id}/confirm", call => Confirm(call, call.FromPath<SetupIntent>("id", "setupintent")));
        routes.Post("/v1/setup_intents/{id}/cancel", Cancel);
    }

    private static SetupIntent Create(Call call)
    {
        var customer = call.Parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id : null;
        var made = SetupEngine.Create(call.Account, customer, blank => Read(call, blank));
        return call.Parameters.Flag("confirm") == true ? Confirm(call, made) : made;
    }

    private static SetupIntent Update(Call call)
    {
        var before = call.FromPath<SetupIntent>("id", "setupintent");
        if (before.Status is "succeeded" or "canceled")
        {
            throw Unexpected(before, "updated");
        }

        var after = Read(call, before);
        var anew = after.PaymentMethod is not null && (after.Status == "requires_payment_method" || (after.Status == "requires_action" && after.PaymentMethod != before.PaymentMethod));
        return call.Account.Save(anew ? after with { Status = "requires_confirmation", NextAction = null } : after);
    }

    private static SetupIntent Read(Call call, SetupIntent before)
    {
        var parameters = call.Parameters;
        // The confirmation reads these. A card needs no mandate, so the consent to one changes nothing.
        parameters.Accept("confirm", "return_url", "mandate_data", "use_stripe_sdk", "payment_method_data");
        Unsupported.Refuse(parameters, "attach_to_self", "flow_directions", "payment_method_configuration", "on_behalf_of");
        if (parameters.Has("single_use"))
        {
            throw StripeError.Invalid("Cards are set up for any number of payments, so single_use does not apply.", "single_use");
        }

        var customer = parameters.Has("customer") && parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id
            : parameters.Text("customer", before.Customer);
        return before with
        {
            AutomaticPaymentMethods = IntentTerms.Automatic(parameters, before.AutomaticPaymentMethods),
            Customer = customer,
            Description = parameters.Text("description", before.Description),
            ExcludedPaymentMethodTypes = IntentTerms.Excluded(parameters, before.ExcludedPaymentMethodTypes),
            Metadata = parameters.Metadata(before.Metadata),
            PaymentMethod = IntentTerms.Method(call, customer, "SetupIntent")?.Id ?? before.PaymentMethod,
            PaymentMethodOptions = Options(parameters, before.PaymentMethodOptions),
            PaymentMethodTypes = IntentTerms.Types(parameters, before.PaymentMethodTypes),
            Usage = parameters.Choice("usage", "off_session", "on_session") ?? before.Usage,
        };
    }

    private static SetupIntent Confirm(Call call, SetupIntent intent)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        // A card needs no mandate, so the consent to one changes nothing.
        parameters.Accept("mandate_data");
        if (intent.Status is "succeeded" or "canceled")
        {
            throw Unexpected(intent, "confirmed");
        }

        var token = ConfirmationTokens.Redeem(call, intent);
        var returning = Returning.Read(parameters, token);
        var method = token?.Method ?? MethodOf(call, intent) ?? throw StripeError.WrongState(
            "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
            "setup_intent_unexpected_state");
        intent = account.Save(intent with
        {
            PaymentMethodOptions = Options(parameters, intent.PaymentMethodOptions),
            ReturnUrl = returning.Url,
        });
        var confirmed = SetupEngine.Confirm(account, intent, method, returnUrl: returning.Redirect);
        return confirmed is { Status: "requires_payment_method", LastSetupError: { } error }
            ? throw CardErrors.Of(error, setup: confirmed)
            : confirmed;
    }

    private static SetupCardOptions Options(Parameters parameters, SetupCardOptions before)
    {
        var options = parameters.Hash("payment_method_options");
        // Link keeps a card, so nothing that is said about Link changes what is set up.
        options?.Accept("link");
        var card = options?.Hash("card");
        if (card is not null)
        {
            Unsupported.Refuse(card, "moto", "network", "mandate_options", "three_d_secure");
        }

        return card?.Choice("request_three_d_secure", "any", "automatic", "challenge") is { } asked
            ? before with { Card = before.Card with { RequestThreeDSecure = asked } } : before;
    }

    private static PaymentMethod? MethodOf(Call call, SetupIntent intent) => call.Parameters.Flag("confirm") == true && intent.PaymentMethod is { } known
        ? call.Account.Get<PaymentMethod>(known)
        : IntentTerms.Method(call, intent.Customer, "SetupIntent") ?? call.Account.Find<PaymentMethod>(intent.PaymentMethod);

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
        // A browser proves with it that it may look; whoever has the secret key may anyway.
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
