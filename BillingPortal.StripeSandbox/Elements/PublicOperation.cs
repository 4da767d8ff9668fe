using System.Security.Cryptography;
using System.Text;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>One thing that a browser may do with a publishable key, and what it must know and may send for it. Everything else needs a secret key.</summary>
internal sealed class PublicOperation(Action<Call, FormNode> check, params string[] parameters)
{
    private static readonly string[] Confirming =
        ["confirmation_token", "mandate_data", "payment_method", "payment_method_data", "payment_method_options", "radar_options", "return_url", "use_stripe_sdk"];

    private static readonly Dictionary<string, PublicOperation> All = new()
    {
        ["GET /v1/payment_intents/{id}"] = new(PaymentIntent),
        ["POST /v1/payment_intents/{id}/confirm"] = new(PaymentIntentToConfirm, [.. Confirming, "receipt_email", "setup_future_usage", "shipping"]),
        ["GET /v1/setup_intents/{id}"] = new(SetupIntent),
        ["POST /v1/setup_intents/{id}/confirm"] = new(SetupIntent, Confirming),
        ["POST /v1/payment_methods"] = new(Nothing, "type", "card", "billing_details", "metadata", "allow_redisplay", "radar_options"),
        ["POST /v1/confirmation_tokens"] = new(Nothing, "payment_method", "payment_method_data", "return_url", "setup_future_usage", "shipping"),
        [ElementsSession.Operation] = new(Nothing, "locale", "domain"),
    };

    private readonly HashSet<string> parameters = [.. parameters, "key", "client_secret", "_stripe_version", "expand"];

    public static PublicOperation? Find(string method, string path) => All.GetValueOrDefault($"{method} {path}");

    /// <summary>Called inside of the account's gate, before the operation itself.</summary>
    /// <exception cref="StripeError">The caller does not know the secret, or sends what only a server may decide.</exception>
    public void Check(Call call, FormNode sent)
    {
        foreach (var (name, _) in sent.Children)
        {
            if (!parameters.Contains(name))
            {
                throw StripeError.Invalid($"The parameter {name} cannot be sent with a publishable key. Use your secret key instead.", name, "parameter_unknown");
            }
        }

        if (sent.Find("expand") is { } expand && expand.Children.Any(static path => path.Value.Text != "payment_method"))
        {
            throw StripeError.Invalid("With a publishable key only payment_method can be expanded.", "expand");
        }

        check(call, sent);
    }

    /// <summary>Takes the same time however much of the secret is right.</summary>
    public static bool IsSecret(string given, string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    public static StripeError WrongSecret(string noun) => StripeError.Invalid(
        $"The client_secret provided does not match the client_secret associated with the {noun}.", "client_secret",
        noun == "PaymentIntent" ? "payment_intent_invalid_parameter" : "setup_intent_invalid_parameter");

    private static void Nothing(Call call, FormNode sent)
    {
    }

    private static void PaymentIntent(Call call, FormNode sent) => KnownPaymentIntent(call, sent);

    private static PaymentIntent KnownPaymentIntent(Call call, FormNode sent)
    {
        var intent = call.FromPath<PaymentIntent>("id", "payment_intent");
        CheckSecret(sent, intent.ClientSecret, "PaymentIntent");
        return intent;
    }

    private static void PaymentIntentToConfirm(Call call, FormNode sent)
    {
        var intent = KnownPaymentIntent(call, sent);
        if (intent.ConfirmationMethod == "manual")
        {
            throw StripeError.WrongState(
                $"{intent.Id} cannot be confirmed using your publishable key because its `confirmation_method` is set to `manual`. Confirm it with your secret key.",
                "payment_intent_invalid_parameter");
        }

        // The public may ask for more authentication than the server did, never for less.
        if (intent.SetupFutureUsage == "off_session" && sent.Find("setup_future_usage")?.Text is { } asked && asked != "off_session")
        {
            throw StripeError.Invalid("With a publishable key setup_future_usage can only change from on_session to off_session.", "setup_future_usage");
        }
    }

    private static void SetupIntent(Call call, FormNode sent) =>
        CheckSecret(sent, call.FromPath<SetupIntent>("id", "setupintent").ClientSecret, "SetupIntent");

    private static void CheckSecret(FormNode sent, string secret, string noun)
    {
        var given = sent.Find("client_secret")?.Text ?? throw StripeError.MissingParameter("client_secret");
        if (!IsSecret(given, secret))
        {
            throw WrongSecret(noun);
        }
    }
}
