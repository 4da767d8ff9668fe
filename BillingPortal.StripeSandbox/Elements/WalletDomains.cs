using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>Which wallets the Express Checkout Element shows on a page: as at Stripe those of a domain that the account has registered, or as the account's settings say.</summary>
internal static class WalletDomains
{
    private static readonly List<string> All = ["apple_pay", "google_pay"];

    public static List<string> Shown(Account account, string? domain) => AccountSettings.Of(account).Wallets switch
    {
        "always" => All,
        "never" => [],
        _ => Registered(account, domain),
    };

    private static List<string> Registered(Account account, string? domain) =>
        domain is null || PaymentMethodDomainRoutes.Find(account, domain) is not { Enabled: true } known ? []
        : known.ApplePay.Status == "active" ? All : [.. All.Where(wallet => wallet != "apple_pay")];
}
