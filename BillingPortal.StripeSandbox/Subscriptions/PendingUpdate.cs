using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Stripe's pending update: a change that waits until its invoice is paid, and is forgotten when that takes too long.</summary>
internal sealed record PendingUpdate
{
    public long? BillingCycleAnchor { get; init; }

    public object? Discount => null;

    public List<string>? Discounts => null;

    public required long ExpiresAt { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public List<SubscriptionItem>? SubscriptionItems { get; init; }

    public long? TrialEnd { get; init; }

    public bool? TrialFromPlan => null;

    /// <summary>The invoice whose payment applies it.</summary>
    [Hidden]
    public required string Invoice { get; init; }
}
