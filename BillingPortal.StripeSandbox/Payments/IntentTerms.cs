using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Reads what payment and setup intents have in common: the kinds of method they take, the method itself, and a card's options.</summary>
internal static class IntentTerms
{
    private static readonly string[] Kinds = ["card", "link"];

    public static AutomaticPaymentMethods? Automatic(Parameters parameters, AutomaticPaymentMethods? before)
    {
        if (parameters.Hash("automatic_payment_methods") is not { } automatic)
        {
            return before;
        }

        if (parameters.Has("payment_method_types"))
        {
            throw StripeError.Invalid("You may only specify one of these parameters: automatic_payment_methods, payment_method_types.", "automatic_payment_methods");
        }

        return new AutomaticPaymentMethods(automatic.Flag("enabled") ?? false, automatic.Choice("allow_redirects", "always", "never") ?? "always");
    }

    /// <summary>A merchant may name kinds that the account does not have; Stripe refuses those in the same words.</summary>
    public static List<string> Types(Parameters parameters, List<string> before)
    {
        if (parameters.Texts("payment_method_types") is not { Count: > 0 } types)
        {
            return parameters.Hash("automatic_payment_methods")?.Flag("enabled") == true ? [.. Kinds] : before;
        }

        return types.Find(type => !Kinds.Contains(type)) is not { } unknown ? types : throw StripeError.Invalid(
            $"The payment method type \"{unknown}\" is invalid. Please ensure the provided type is activated in your account; the sandbox takes {string.Join(" and ", Kinds)}.",
            "payment_method_types");
    }

    public static List<string>? Excluded(Parameters parameters, List<string>? before) => parameters.Has("excluded_payment_method_types")
        ? parameters.Texts("excluded_payment_method_types") is { Count: > 0 } excluded ? excluded : null
        : before;

    /// <summary>What the request says about the card; of its options those that a bank in a sandbox can heed.</summary>
    public static CardOptions Options(Parameters parameters, CardOptions before)
    {
        if (parameters.Hash("payment_method_options") is not { } options)
        {
            return before;
        }

        // Link pays with the card that it keeps, so nothing that is said about Link changes the payment.
        options.Accept("link");
        if (options.Hash("card") is not { } card)
        {
            return before;
        }

        Unsupported.Refuse(card, "moto", "network");
        return before with
        {
            CaptureMethod = card.Has("capture_method") ? card.Choice("capture_method", "manual") : before.CaptureMethod,
            RequestThreeDSecure = card.Choice("request_three_d_secure", "any", "automatic", "challenge") ?? before.RequestThreeDSecure,
            SetupFutureUsage = card.Has("setup_future_usage") ? card.Choice("setup_future_usage", "none", "off_session", "on_session") : before.SetupFutureUsage,
        };
    }

    /// <summary>The method that the request names or describes; an alias becomes one of its own.</summary>
    public static PaymentMethod? Method(Call call, string? customer, string intentKind)
    {
        if (call.Parameters.Hash("payment_method_data") is { } data)
        {
            return Described(call, data);
        }

        if (PaymentMethods.ResolveOptional(call, call.Parameters, "payment_method") is not { } method)
        {
            return null;
        }

        PaymentMethods.RefuseUnlessUsable(method, customer, intentKind);
        return method;
    }

    private static PaymentMethod Described(Call call, Parameters data)
    {
        if (data.Text("type") is { } type && type != "card")
        {
            throw StripeError.Invalid($"The sandbox has payment methods of type card only, not {type}.", data.Name("type"));
        }

        var card = data.Hash("card") ?? throw StripeError.MissingParameter(data.Name("card"));
        return call.Account.Save(PaymentMethods.FromCard(call.Account, card, PaymentMethods.ReadBillingDetails(data)) with
        {
            AllowRedisplay = data.Choice("allow_redisplay", "always", "limited", "unspecified") ?? "unspecified", Metadata = data.Metadata(),
        });
    }
}
