using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>Which wallets the Express Checkout Element shows on a page: as at Stripe, only those of a domain that the account has registered.</summary>
internal static class WalletDomains
{
    public static List<string> Shown(Account account, string? domain) => [];
}
