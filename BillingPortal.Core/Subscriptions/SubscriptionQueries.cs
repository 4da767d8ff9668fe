using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions.Changes;
using Microsoft.EntityFrameworkCore;

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
/// <param name="PendingChange">What it becomes at the end of the period.</param>
/// <param name="PendingUnitAmount">What that costs each; null when it is no longer sold.</param>
public sealed record SubscriptionView(SubscriptionId Id, SubscriptionStatus Status, PaymentState PaymentState, PlanCode? Plan, string PlanName, BillingInterval? Interval, long Quantity, Money UnitAmount, DateTimeOffset CurrentPeriodStart, DateTimeOffset CurrentPeriodEnd, DateTimeOffset? TrialStart, DateTimeOffset? TrialEnd, bool CancelAtPeriodEnd, DateTimeOffset? CancelAt, DateTimeOffset? EndedAt, DateTimeOffset? NextPaymentAttempt, DateTimeOffset AsOf, PlanChoice? PendingChange = null, string? PendingPlanName = null, Money? PendingUnitAmount = null);

/// <summary>Reads the subscription projection, always by organization.</summary>
public sealed class SubscriptionQueries(IDbContextFactory<BillingDb> databases, CatalogQueries catalog)
{
    /// <summary>The subscription that counts: the live one if there is any, else the one that ended last, else null (Community).</summary>
    public async Task<SubscriptionView?> CurrentAsync(OrganizationId organization, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var all = await db.Subscriptions.AsNoTracking().Include(row => row.Items).Where(row => row.OrganizationId == organization).ToListAsync(cancellation);
        return Choose(all) is { } row ? View(row, await catalog.PriceBookAsync(cancellation), await catalog.CurrentAsync(cancellation)) : null;
    }

    /// <summary>Live before not live, the original before a duplicate, one that is being paid for the first time before an ended one, then the newest.</summary>
    internal static Subscription? Choose(IEnumerable<Subscription> subscriptions) => subscriptions
        .OrderByDescending(row => row.Status.IsLive())
        .ThenBy(row => row.Status.IsLive() && row.DuplicateOf is not null)
        .ThenBy(row => row.Status.IsEnded())
        .ThenByDescending(row => row.EndedAt ?? row.CreatedAt)
        .ThenBy(row => row.Id.Value, StringComparer.Ordinal)
        .FirstOrDefault();

    private SubscriptionView View(Subscription row, PriceBook book, CatalogSnapshot sold)
    {
        var main = MainItem.Of(row, book);
        return new SubscriptionView(
            row.Id, row.Status, PaymentStateOf(row), main?.Plan, main?.Plan is { } plan ? catalog.Definition(plan)?.Name ?? plan.Value : "Custom",
            main?.Interval, main?.Item.Quantity ?? 0, new Money(main?.Item.UnitAmountMinor ?? 0, row.Currency),
            main?.Item.CurrentPeriodStart ?? row.CreatedAt, main?.Item.CurrentPeriodEnd ?? row.EndedAt ?? row.CreatedAt,
            row.TrialStart, row.TrialEnd, row.CancelAtPeriodEnd, row.CancelAt, row.EndedAt, row.NextPaymentAttempt, row.FetchedAt,
            row is { EndedAt: null, PendingPlan: { } next, PendingInterval: { } interval, PendingQuantity: { } quantity } ? new PlanChoice(next, interval, quantity) : null,
            row is { EndedAt: null, PendingPlan: { } pending } ? catalog.Definition(pending)?.Name ?? pending.Value : null,
            row is { EndedAt: null, PendingPlan: { } then, PendingInterval: { } every } ? sold.Find(then)?.PriceFor(every, row.Currency)?.UnitAmount : null);
    }

    private static PaymentState PaymentStateOf(Subscription row) => row switch
    {
        { RequiresAction: true } when !row.Status.IsEnded() => PaymentState.RequiresAction,
        { Status: SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid } => PaymentState.PastDue,
        _ => PaymentState.Ok,
    };
}
