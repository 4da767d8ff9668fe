using BillingPortal.Core.Audit;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>What one run did.</summary>
public sealed record PlannedRun(int Applied, int Failed);

/// <summary>
/// Makes planned changes come true shortly before the period ends: the price is swapped without proration and the subscription goes on. What
/// came too late is rescued by <see cref="MissedChanges"/>.
/// </summary>
public sealed class PlannedChanges(
    IDbContextFactory<BillingDb> databases, CatalogQueries catalog, StripeClient stripe, SubscriptionProjection projection, AuditLog audit, ChangeTools tools, ILogger<PlannedChanges> logger)
{
    private const string Actor = "job:planned_changes";

    /// <summary>Repeatable: each change has one key for one period, and what is no longer planned at Stripe is left alone.</summary>
    public async Task<PlannedRun> ApplyDueAsync(CancellationToken cancellation)
    {
        var (applied, failed) = (0, 0);
        foreach (var row in await DueAsync(cancellation))
        {
            try
            {
                applied += await ApplyAsync(row, cancellation) ? 1 : 0;
            }
            catch (StripeException failure)
            {
                failed++;
                logger.LogError(failure, "Planned change of subscription {SubscriptionId} could not be applied; it is tried again", row.Id);
            }
        }

        BillingMetrics.SubscriptionReconcileRun.Add(1);
        return new PlannedRun(applied, failed);
    }

    private async Task<List<Subscription>> DueAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = tools.Time.GetUtcNow();
        var until = now + tools.Options.LookAhead;
        var rows = await db.Subscriptions.AsNoTracking().Include(row => row.Items)
            .Where(row => row.PendingPlan != null && row.CancelAtPeriodEnd && row.EndedAt == null && row.Items.Any(item => item.CurrentPeriodEnd <= until))
            .OrderBy(row => row.Id).Take(tools.Options.BatchLimit).ToListAsync(cancellation);
        return [.. rows.Where(row => PlannedChangeRules.IsDue(row, now, tools.Options.LookAhead))];
    }

    private async Task<bool> ApplyAsync(Subscription row, CancellationToken cancellation)
    {
        var fetchedAt = tools.Time.GetUtcNow();
        var current = await stripe.GetSubscriptionAsync(row.Id, cancellation, SubscriptionReader.Expansions);
        var book = await catalog.PriceBookAsync(cancellation);
        var stillPlanned = current.CancelAtPeriodEnd && current.Metadata.GetValueOrDefault(PendingChange.PlanKey) == row.PendingPlan?.Value;
        if (!stillPlanned || MainItem.Of(row, book) is not { } main)
        {
            await SaveAsync(row, current, fetchedAt, action: null, cancellation);
            return false;
        }

        if (PlannedChangeRules.PriceOf(row, await catalog.CurrentAsync(cancellation)) is not { } price)
        {
            logger.LogError("Planned change of subscription {SubscriptionId} to {Plan} cannot be applied: the plan has no price in {Currency}", row.Id, row.PendingPlan, row.Currency);
            return false;
        }

        var update = new SubscriptionUpdate
        {
            Items = [new SubscriptionItemChange { Id = main.Item.Id, Price = price, Quantity = row.PendingQuantity }],
            ProrationBehavior = "none", CancelAtPeriodEnd = false, Metadata = PendingChange.NoMarks, Expand = SubscriptionReader.Expansions,
        };
        var period = main.Item.CurrentPeriodEnd.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = await stripe.UpdateSubscriptionAsync(row.Id, update, IdempotencyKey.For("planned", row.Id.Value, period, price.Value, $"{row.PendingQuantity}"), cancellation);
        await SaveAsync(row, answer, fetchedAt, "subscription.planned_change_applied", cancellation);
        BillingMetrics.DowngradeApplied.Add(1);
        return true;
    }

    private async Task SaveAsync(Subscription row, Wire.Subscription answer, DateTimeOffset fetchedAt, string? action, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await projection.ApplyAsync(db, answer, fetchedAt, Actor, cancellation);
        if (action is not null)
            audit.Append(db, action, Actor, row.OrganizationId, row.Id.Value, after: PlannedChangeRules.ChoiceOf(row));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
