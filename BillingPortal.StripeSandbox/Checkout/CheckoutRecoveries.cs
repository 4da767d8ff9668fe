using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>An abandoned session leaves an address, when its maker asked for it, under which the same purchase begins anew.</summary>
internal static class CheckoutRecoveries
{
    private const long Seconds = 30L * 24 * 60 * 60;

    public static CheckoutSession Offer(Account account, CheckoutSession expiring) => expiring is not { IsHosted: true, AfterExpiration.Recovery: { Enabled: true } recovery } ? expiring
        : expiring with
        {
            AfterExpiration = new CheckoutAfterExpiration(recovery with
            {
                ExpiresAt = account.SandboxNow + Seconds, Url = new Uri(account.Context.Address, "/c/recover/" + expiring.Id).ToString(),
            }),
        };

    /// <summary>A new session like the expired one; null when the offer is over.</summary>
    public static CheckoutSession? TakeUp(Account account, CheckoutSession expired)
    {
        if (expired is not { Status: "expired", AfterExpiration.Recovery: { Url: not null, ExpiresAt: { } until } recovery } || until < account.SandboxNow)
        {
            return null;
        }

        var id = Ids.New("cs_test", 58);
        return account.Save(CheckoutPricing.Priced(account, expired with
        {
            Id = id,
            Created = account.SandboxNow,
            ExpiresAt = account.SandboxNow + (24 * 60 * 60),
            AfterExpiration = new CheckoutAfterExpiration(recovery with { ExpiresAt = null, Url = null }),
            AllowPromotionCodes = recovery.AllowPromotionCodes || expired.AllowPromotionCodes == true,
            RecoveredFrom = expired.Id,
            Status = "open",
            Url = new Uri(account.Context.Address, "/c/pay/" + id).ToString(),
        }));
    }
}
