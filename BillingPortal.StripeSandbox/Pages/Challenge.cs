using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>What the 3-D Secure page asks its visitor about, or tells when there is nothing left to ask.</summary>
internal sealed record Challenge
{
    /// <summary>True while the holder's answer is waited for.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Whether what was asked about has gone well, once it is over.</summary>
    public bool Succeeded { get; init; }

    /// <summary>The amount as people write it; null when a card is only set up.</summary>
    public string? Amount { get; init; }

    /// <summary>Brand and last four digits.</summary>
    public string? Card { get; init; }

    /// <summary>Where its visitor came from, by name.</summary>
    public required string Merchant { get; init; }

    /// <summary>Where the visitor goes afterwards, with the outcome in the query; null when the merchant's page is still open beneath.</summary>
    public string? Back { get; init; }

    public static Challenge Of(Account account, PaymentIntent intent)
    {
        var back = intent.NextAction?.RedirectToUrl?.ReturnUrl ?? intent.ReturnUrl;
        var succeeded = intent.Status is "succeeded" or "requires_capture" or "processing";
        return new Challenge
        {
            IsOpen = intent.Status == "requires_action", Succeeded = succeeded, Amount = MoneyText.Of(intent.Amount, intent.Currency),
            Card = CardOf(account, intent.PaymentMethod), Merchant = MerchantAt(back), Back = Returning(back, "payment_intent", intent.Id, intent.ClientSecret, succeeded),
        };
    }

    public static Challenge Of(Account account, SetupIntent intent)
    {
        var back = intent.NextAction?.RedirectToUrl?.ReturnUrl ?? intent.ReturnUrl;
        var succeeded = intent.Status == "succeeded";
        return new Challenge
        {
            IsOpen = intent.Status == "requires_action", Succeeded = succeeded,
            Card = CardOf(account, intent.PaymentMethod), Merchant = MerchantAt(back), Back = Returning(back, "setup_intent", intent.Id, intent.ClientSecret, succeeded),
        };
    }

    public static Challenge Of(Account account, CheckoutSession session, string methodId) => new()
    {
        IsOpen = session.Status == "open" && account.Find<PaymentMethod>(methodId) is not null,
        Succeeded = session.Status == "complete",
        Amount = session.AmountTotal is > 0 and { } total ? MoneyText.Of(total, session.Currency!) : null,
        Card = CardOf(account, methodId),
        Merchant = MerchantAt(session.SuccessUrl ?? session.ReturnUrl),
        Back = session.Status == "complete" ? CheckoutPage.SuccessUrl(session) : $"/c/pay/{session.Id}?authentication=failed",
    };

    private static string? CardOf(Account account, string? methodId) =>
        account.Find<PaymentMethod>(methodId) is { Card: { } card } ? $"{card.Brand} •••• {card.Last4}" : null;

    private static string MerchantAt(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address.Host : "the merchant";

    private static string? Returning(string? url, string kind, string id, string secret, bool succeeded)
    {
        if (url is null)
        {
            return null;
        }

        var fragment = url.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? url[at..] : "";
        var page = url[..^fragment.Length];
        return $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{kind}={id}&{kind}_client_secret={secret}&redirect_status={(succeeded ? "succeeded" : "failed")}{fragment}";
    }
}
