namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>One visit to Stripe's hosted customer portal: short-lived, for one customer.</summary>
public sealed record PortalSession : IStripeObject
{
    public required string Id { get; init; }

    public required Uri Url { get; init; }

    public string? ReturnUrl { get; init; }
}
