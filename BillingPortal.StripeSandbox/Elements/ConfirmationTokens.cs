using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>Makes confirmation tokens for browsers and redeems them when a server confirms with one.</summary>
internal static class ConfirmationTokens
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/confirmation_tokens", Create);
        routes.Post("/v1/test_helpers/confirmation_tokens", Create);
        routes.Get("/v1/confirmation_tokens/{id}", call => call.FromPath<ConfirmationToken>("id", "confirmation_token"));
    }

    /// <summary>The token that a confirmation names, marked as used by the given intent; null when it names none.</summary>
    /// <exception cref="StripeError">The token was used before, or its time is over.</exception>
    public static ConfirmationToken? Redeem(Call call, StripeObject intent)
    {
        if (call.FromParameter<ConfirmationToken>("confirmation_token", "confirmation_token") is not { } token)
        {
            return null;
        }

        if ((token.PaymentIntent ?? token.SetupIntent) is { } earlier)
        {
            throw StripeError.Invalid($"This ConfirmationToken has already been used to confirm {earlier}.", "confirmation_token", validation: false);
        }

        // Its time runs on the sandbox's clock: no browser lives on a test clock.
        if (token.ExpiresAt <= call.Account.SandboxNow)
        {
            throw StripeError.Invalid("This ConfirmationToken has expired. Create a new one in the browser.", "confirmation_token", validation: false);
        }

        if (call.Account.Find<PaymentMethod>(token.Method.Id) is null)
        {
            call.Account.Save(token.Method);
        }

        return call.Account.Save(intent is PaymentIntent
            ? token with { PaymentIntent = intent.Id, ExpiresAt = null }
            : token with { SetupIntent = intent.Id, ExpiresAt = null });
    }

    private static ConfirmationToken Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        // A card needs no mandate, and the context repeats to the server what the elements were shown with.
        parameters.Accept("mandate_data", "client_context");
        var method = MethodOf(call);
        return account.Save(new ConfirmationToken
        {
            Id = Ids.New("ctoken"),
            Created = account.Now,
            ExpiresAt = account.Now + ConfirmationToken.LifeSeconds,
            Method = method,
            PaymentMethodPreview = PaymentMethodPreview.Of(method),
            ReturnUrl = parameters.Text("return_url"),
            SetupFutureUsage = parameters.Choice("setup_future_usage", "off_session", "on_session"),
            Shipping = Shipping.Read(parameters, "shipping"),
        });
    }

    private static PaymentMethod MethodOf(Call call)
    {
        if (call.Parameters.Hash("payment_method_data") is not { } data)
        {
            return PaymentMethods.ResolveOptional(call, call.Parameters, "payment_method") ?? throw StripeError.MissingParameter("payment_method_data");
        }

        // The elements collect nothing but cards.
        data.Choice("type", "card");
        var card = data.Hash("card") ?? throw StripeError.MissingParameter(data.Name("card"));
        return PaymentMethods.FromCard(call.Account, card, PaymentMethods.ReadBillingDetails(data)) with
        {
            AllowRedisplay = data.Choice("allow_redisplay", "always", "limited", "unspecified") ?? "unspecified",
        };
    }
}
