namespace BillingPortal.Access;

/// <summary>Whether the portal runs beside its own Stripe sandbox. Pages show it, and only then do they lead to caught mail.</summary>
public sealed record PortalMode(bool IsSandbox)
{
    public static PortalMode Live { get; } = new(IsSandbox: false);
}
