using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions;

/// <summary>Stripe's statuses, by their own names.</summary>
public enum SubscriptionStatus
{
    Incomplete,
    IncompleteExpired,
    Trialing,
    Active,
    PastDue,
    Canceled,
    Unpaid,
    Paused,
}

public enum PaymentState
{
    Ok,
    PastDue,
    RequiresAction,
}

/// <summary>An organization's subscription as pages and API show it, from the projection.</summary>
/// <param name="Plan">Null when the price is none of the plans file: shown as "custom", never guessed.</param>
/// <param name="AsOf">When Stripe was last read for it.</param>
public sealed record SubscriptionView(SubscriptionId Id, SubscriptionStatus Status, PaymentState PaymentState, PlanCode? Plan, string PlanName, BillingInterval? Interval, long Quantity, Money UnitAmount, DateTimeOffset CurrentPeriodStart, DateTimeOffset CurrentPeriodEnd, DateTimeOffset? TrialStart, DateTimeOffset? TrialEnd, bool CancelAtPeriodEnd, DateTimeOffset? CancelAt, DateTimeOffset? EndedAt, DateTimeOffset? NextPaymentAttempt, DateTimeOffset AsOf);

/// <summary>Reads the subscription projection, always by organization.</summary>
public sealed class SubscriptionQueries
{
    /// <summary>The subscription that counts: the live one if there is any, else the one that ended last, else null (Community).</summary>
    public Task<SubscriptionView?> CurrentAsync(OrganizationId organization, CancellationToken cancellation) => throw new NotImplementedException();
}
