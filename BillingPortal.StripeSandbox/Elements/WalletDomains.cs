using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>Which wallets the Express Checkout Element shows on a page: as at Stripe those of a domain that the account has registered, or as the account's settings say.</summary>
internal static class WalletDomains
{
    private const string ApplePay = "apple_pay";
    private const string GooglePay = "google_pay";

    /// <param name="account">Whose publishable key the page has.</param>
    /// <param name="domain">The page's host, with its port if it has one.</param>
    public static List<string> Shown(Account account, string? domain) => AccountSettings.Of(account).Wallets switch
    {
        "always" => [ApplePay, GooglePay],
        "never" => [],
        _ => domain is not null && PaymentMethodDomainRoutes.Find(account, domain) is { Enabled: true } registered ? WorkingOn(registered) : [],
    };

    private static List<string> WorkingOn(PaymentMethodDomain domain) =>
        [.. new[] { (ApplePay, domain.ApplePay), (GooglePay, domain.GooglePay) }.Where(static wallet => wallet.Item2.Status == "active").Select(static wallet => wallet.Item1)];
}
