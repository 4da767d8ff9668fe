using BillingPortal.Core.Audit;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>
/// The rescue: a subscription ran out although a smaller plan was planned, because nobody was there in time. It is begun again on the planned
/// plan at once, whoever notices: the projection marks it, this class makes it, and one key lets it happen once.
/// </summary>
public sealed class MissedChanges(
    IDbContextFactory<BillingDb> databases, CatalogQueries catalog, StripeClient stripe, SubscriptionProjection projection, AuditLog audit, ChangeTools tools, ILogger<MissedChanges> logger)
{
    private const string Actor = "portal:rescue";
    private const int Most = 50;

    /// <returns>How many customers got their plan.</returns>
    public async Task<int> RescueAsync(CancellationToken cancellation)
    {
        var rescued = 0;
        foreach (var row in await MissedAsync(cancellation))
        {
            try
            {
                rescued += await RescueAsync(row, cancellation) ? 1 : 0;
            }
            catch (StripeException failure)
            {
                logger.LogError(failure, "Subscription {SubscriptionId} ran out with a planned change and could not be begun again; it is tried again", row.Id);
            }
        }

        return rescued;
    }

    private async Task<List<Subscription>> MissedAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var subscriptions = db.Subscriptions;
        var rows = await subscriptions.AsNoTracking().Include(row => row.Items)
            .Where(row => row.PendingPlan != null && row.ReplacedBy == null && row.EndedAt != null && row.OrganizationId != null)
            .Where(row => !subscriptions.Any(other => other.OrganizationId == row.OrganizationId && other.EndedAt == null)) // who has bought again needs no rescue
            .OrderBy(row => row.Id).Take(Most).ToListAsync(cancellation);
        return [.. rows.Where(PlannedChangeRules.WasMissed)];
    }

    private async Task<bool> RescueAsync(Subscription row, CancellationToken cancellation)
    {
        if (PlannedChangeRules.PriceOf(row, await catalog.CurrentAsync(cancellation)) is not { } price)
        {
            logger.LogError("Subscription {SubscriptionId} ran out, and its planned plan {Plan} has no price in {Currency}", row.Id, row.PendingPlan, row.Currency);
            return false;
        }

        var fetchedAt = tools.Time.GetUtcNow();
        var begun = await stripe.CreateSubscriptionAsync(
            new SubscriptionCreate
            {
                Customer = row.CustomerId, Items = [new SubscriptionItemChange { Price = price, Quantity = row.PendingQuantity }],
                DefaultPaymentMethod = row.DefaultPaymentMethod, OffSession = true, PaymentBehavior = "allow_incomplete",
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [OrganizationLookup.MetadataKey] = row.OrganizationId!.Value.Value, ["plan"] = row.PendingPlan!.Value.Value },
                Expand = SubscriptionReader.Expansions,
            },
            IdempotencyKey.For("rescue", row.Id.Value), cancellation);
        await SaveAsync(row, begun, fetchedAt, cancellation);
        return true;
    }

    private async Task SaveAsync(Subscription row, Wire.Subscription begun, DateTimeOffset fetchedAt, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await projection.ApplyAsync(db, begun, fetchedAt, Actor, cancellation);
        var (old, replacement) = (row.Id, new SubscriptionId(begun.Id));
        await db.Subscriptions.Where(candidate => candidate.Id == old).ExecuteUpdateAsync(set => set.SetProperty(candidate => candidate.ReplacedBy, replacement), cancellation);
        audit.Append(db, "subscription.rescued", Actor, row.OrganizationId, begun.Id, $"{row.Id} ran out before its planned change was made.", after: PlannedChangeRules.ChoiceOf(row));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
