namespace BillingPortal.Core.StripeApi;

/// <summary>The API version whose shapes the Wire records mirror; every request names it, so an account's default can never change ours.</summary>
public static class StripeVersion
{
    public const string Pinned = "2026-07-29.dahlia";
}
