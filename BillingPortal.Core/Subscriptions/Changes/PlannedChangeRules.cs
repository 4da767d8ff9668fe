using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>When a planned change is due, and when it came too late. Pure.</summary>
public static class PlannedChangeRules
{
    /// <summary>The period ends within the look-ahead, and the subscription still ends with it.</summary>
    public static bool IsDue(Subscription subscription, DateTimeOffset now, TimeSpan lookAhead) =>
        subscription is { PendingPlan: not null, CancelAtPeriodEnd: true } && subscription.Status.IsLive() && PeriodEnd(subscription) <= now + lookAhead;

    /// <summary>
    /// It ran out with its period although a change was planned: nobody was there in time. A subscription that somebody ended before, or that
    /// ended because it was not paid, was meant to end.
    /// </summary>
    public static bool WasMissed(Subscription subscription) =>
        subscription is { PendingPlan: not null, CancelAtPeriodEnd: true, ReplacedBy: null, Status: SubscriptionStatus.Canceled, EndedAt: { } ended }
        && subscription.CancellationReason != "payment_failed" && ended >= PeriodEnd(subscription);

    public static PlanChoice? ChoiceOf(Subscription subscription) =>
        subscription is { PendingPlan: { } plan, PendingInterval: { } interval, PendingQuantity: { } quantity } ? new PlanChoice(plan, interval, quantity) : null;

    /// <summary>The price that the plan now has in the subscription's currency; null when it is no longer sold.</summary>
    public static PriceId? PriceOf(Subscription subscription, CatalogSnapshot catalog) =>
        ChoiceOf(subscription) is { } choice ? catalog.Find(choice.Plan)?.PriceFor(choice.Interval, subscription.Currency)?.Id : null;

    private static DateTimeOffset PeriodEnd(Subscription subscription) =>
        subscription.Items.Count == 0 ? DateTimeOffset.MaxValue : subscription.Items.Min(item => item.CurrentPeriodEnd);
}
