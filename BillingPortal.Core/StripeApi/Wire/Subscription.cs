using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's subscription (2026-07-29.dahlia): periods live on its items, and it has no plan or quantity of its own.</summary>
public sealed record Subscription : IStripeObject
{
    public required string Id { get; init; }

    /// <summary>incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid or paused.</summary>
    public required string Status { get; init; }

    public required Expandable<Customer> Customer { get; init; }

    public required Currency Currency { get; init; }

    public DateTimeOffset Created { get; init; }

    public StripeList<SubscriptionItem> Items { get; init; } = new();

    public DateTimeOffset? TrialStart { get; init; }

    public DateTimeOffset? TrialEnd { get; init; }

    public bool CancelAtPeriodEnd { get; init; }

    public DateTimeOffset? CancelAt { get; init; }

    /// <summary>When cancelling was last asked for.</summary>
    public DateTimeOffset? CanceledAt { get; init; }

    /// <summary>When it really ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string CollectionMethod { get; init; } = "charge_automatically";

    public Expandable<PaymentMethod>? DefaultPaymentMethod { get; init; }

    public Expandable<Invoice>? LatestInvoice { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public SubscriptionCancellation? CancellationDetails { get; init; }

    /// <summary>Set while a change waits for its payment.</summary>
    public PendingUpdate? PendingUpdate { get; init; }

    public bool Livemode { get; init; }
}

/// <summary>Why it ends.</summary>
/// <param name="Reason">cancellation_requested, payment_failed or payment_disputed.</param>
public sealed record SubscriptionCancellation(string? Reason);

/// <summary>A change that waits for its payment.</summary>
public sealed record PendingUpdate(DateTimeOffset ExpiresAt);

public sealed record SubscriptionItem : IStripeObject
{
    public required string Id { get; init; }

    public required Price Price { get; init; }

    public long? Quantity { get; init; }

    public DateTimeOffset CurrentPeriodStart { get; init; }

    public DateTimeOffset CurrentPeriodEnd { get; init; }
}
