using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions;

/// <summary>The fields of a subscription whose change means something.</summary>
public sealed record SubscriptionState(
    SubscriptionStatus Status, OrganizationId? Organization, string Prices, long Quantity, DateTimeOffset? TrialEnd, bool CancelAtPeriodEnd, DateTimeOffset? CancelAt, DateTimeOffset? EndedAt)
{
    public static SubscriptionState Of(Subscription row) => new(
        row.Status, row.OrganizationId, string.Join(',', row.Items.Select(item => item.PriceId.Value).Order(StringComparer.Ordinal)),
        row.Items.Sum(item => item.Quantity), row.TrialEnd, row.CancelAtPeriodEnd, row.CancelAt, row.EndedAt);
}

/// <summary>Before and after of one projection step, with a name for each thing that can have happened. Pure.</summary>
/// <param name="Before">Null when the subscription was not known.</param>
public sealed record SubscriptionTransition(SubscriptionState? Before, SubscriptionState After)
{
    private SubscriptionStatus? Was => Before?.Status;

    private SubscriptionStatus Is => After.Status;

    public bool Created => Before is null;

    public bool Changed => Before != After;

    public bool TrialStarted => Is == SubscriptionStatus.Trialing && Was != SubscriptionStatus.Trialing;

    public bool TrialEnded => Was == SubscriptionStatus.Trialing && Is != SubscriptionStatus.Trialing;

    public bool BecameActive => Is == SubscriptionStatus.Active && Was != SubscriptionStatus.Active;

    public bool WentPastDue => Is == SubscriptionStatus.PastDue && Was != SubscriptionStatus.PastDue;

    /// <summary>Paid again after dunning.</summary>
    public bool Recovered => Is == SubscriptionStatus.Active && Was is SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid;

    public bool Ended => Is.IsEnded() && Was?.IsEnded() != true;

    public bool PriceChanged => Before is not null && Before.Prices != After.Prices;

    public bool QuantityChanged => Before is not null && Before.Quantity != After.Quantity;

    public bool CancellationScheduled => Cancels(After) && !Cancels(Before);

    public bool CancellationRevoked => Cancels(Before) && !Cancels(After) && !Is.IsEnded();

    /// <summary>The organization became known, or was known from the start.</summary>
    public bool Linked => After.Organization is not null && Before?.Organization is null;

    private static bool Cancels(SubscriptionState? state) => state is { CancelAtPeriodEnd: true } or { CancelAt: not null };
}
