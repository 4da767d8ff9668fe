using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions.Changes;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>What follows from a subscription's change, in the same transaction: audit entries, the trial's grant, its mail, the mark on a second subscription.</summary>
public sealed class SubscriptionEffects(AuditLog audit, TrialLedger trials, TrialStartedNotice trialStarted, WaitingChanges waiting, ChangeSignal changeSignal)
{
    public async Task ApplyAsync(BillingDb db, Subscription row, SubscriptionTransition change, Wire.Subscription source, string actor, CancellationToken cancellation)
    {
        if (row.OrganizationId is not { } organization)
        {
            if (change.Created)
                audit.Append(db, "subscription.orphan", actor, null, row.Id.Value, $"No organization of ours belongs to customer {row.CustomerId}.", after: Describe(change.After));
            return;
        }

        await db.LockAsync($"organization:{organization}", cancellation);
        if (change.Changed)
            audit.Append(db, ActionOf(change), actor, organization, row.Id.Value, before: Describe(change.Before), after: Describe(change.After));
        if (row.TrialStart is not null)
            await trials.RecordAsync(db, organization, row, source, actor, cancellation);
        if (row.Status == SubscriptionStatus.Trialing)
            await trialStarted.EnqueueAsync(db, organization, row, cancellation); // by its once-key one mail, also when the page was first and nothing changed any more
        if (change.Ended && PlannedChangeRules.WasMissed(row))
            AfterCommit.Run(db, changeSignal.Set);
        await waiting.SettleAsync(db, row, source, actor, cancellation);
        await MarkDuplicatesAsync(db, organization, row, actor, cancellation);
    }

    /// <summary>The oldest live subscription counts; every other live one is marked. The same whatever order they arrive in.</summary>
    private async Task MarkDuplicatesAsync(BillingDb db, OrganizationId organization, Subscription row, string actor, CancellationToken cancellation)
    {
        var all = await db.Subscriptions.Where(known => known.OrganizationId == organization && known.Id != row.Id).ToListAsync(cancellation);
        Subscription[] live = [.. all.Append(row).Where(known => known.Status.IsLive()).OrderBy(known => known.CreatedAt).ThenBy(known => known.Id.Value, StringComparer.Ordinal)];
        foreach (var subscription in live)
        {
            SubscriptionId? original = subscription == live[0] ? null : live[0].Id;
            if (original is not null && subscription.DuplicateOf is null)
            {
                audit.Append(db, "subscription.duplicate", actor, organization, subscription.Id.Value,
                    $"The organization already has {original}; one of the two must be cancelled and refunded by a person.", after: new { original = original.Value.Value });
            }

            subscription.DuplicateOf = original;
        }
    }

    private static string ActionOf(SubscriptionTransition change) => change switch
    {
        { TrialStarted: true } => "subscription.trial_started",
        { Ended: true } => "subscription.ended",
        { Created: true } => "subscription.created",
        { Linked: true } => "subscription.linked", // an orphan found its organization
        { Recovered: true } => "subscription.recovered",
        { BecameActive: true } => "subscription.activated",
        { WentPastDue: true } => "subscription.past_due",
        { CancellationScheduled: true } => "subscription.cancellation_scheduled",
        { CancellationRevoked: true } => "subscription.cancellation_revoked",
        { PriceChanged: true } => "subscription.price_changed",
        { QuantityChanged: true } => "subscription.quantity_changed",
        _ => "subscription.updated",
    };

    private static object? Describe(SubscriptionState? state) => state is null ? null : new
    {
        status = state.Status.Word(), prices = state.Prices, quantity = state.Quantity, trial_end = state.TrialEnd,
        cancel_at_period_end = state.CancelAtPeriodEnd, cancel_at = state.CancelAt, ended_at = state.EndedAt,
    };
}
