using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>
/// What the browser script asks first: what the intent behind a client secret is about, and which wallets may be shown on the embedding domain.
/// </summary>
internal sealed record ElementsSession
{
    public const string Path = "/v3/session";
    public const string Operation = "GET " + Path;

    public string Object => "elements_session";

    /// <summary>The payment or setup intent as a whole; the public door cuts it down. An object, so that it is written as what it is.</summary>
    public object? Intent { get; init; }

    public required List<string> Wallets { get; init; }

    /// <param name="secret">The client secret, which the door has taken out of the parameters.</param>
    public static Handler For(string? secret) => call =>
    {
        // The language is the browser script's affair, and the route has checked the secret.
        call.Parameters.Accept("locale", "client_secret");
        return new ElementsSession { Intent = IntentOf(call.Account, secret), Wallets = WalletDomains.Shown(call.Account, call.Parameters.Text("domain")) };
    };

    private static StripeObject? IntentOf(Account account, string? secret)
    {
        if (secret is null)
        {
            return null;
        }

        var id = secret.Split("_secret_")[0];
        StripeObject? intent = id.StartsWith("seti_", StringComparison.Ordinal) ? account.Find<SetupIntent>(id) : account.Find<PaymentIntent>(id);
        return intent switch
        {
            PaymentIntent payment when PublicOperation.IsSecret(secret, payment.ClientSecret) => intent,
            SetupIntent setup when PublicOperation.IsSecret(secret, setup.ClientSecret) => intent,
            null => throw StripeError.Missing(id.StartsWith("seti_", StringComparison.Ordinal) ? "setupintent" : "payment_intent", id, "client_secret"),
            _ => throw PublicOperation.WrongSecret(intent is PaymentIntent ? "PaymentIntent" : "SetupIntent"),
        };
    }
}
