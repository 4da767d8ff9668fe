using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Catalog;

/// <summary>What a sync found for one place of the catalog.</summary>
public sealed record ResolvedPrice(PriceId Id, string LookupKey, PlanCode Plan, BillingInterval Interval, Money UnitAmount, ProductId? Product);

/// <summary>The sync's last step: remembers what is sold now and keeps everything that was.</summary>
public sealed class CatalogStore(IDbContextFactory<BillingDb> databases, CatalogQueries queries, TimeProvider time)
{
    public async Task<IReadOnlyList<CatalogChange>> SaveAsync(IReadOnlyList<ResolvedPrice> resolved, bool dryRun, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockAsync("catalog", cancellation); // two replicas starting at once
        var known = await db.CatalogPrices.ToDictionaryAsync(price => price.Id, cancellation);
        var changes = new List<CatalogChange>();
        foreach (var price in resolved)
        {
            if (!known.TryGetValue(price.Id, out var row) || !row.Active)
                changes.Add(new CatalogChange(price.LookupKey, "sell", $"{price.Id} at {price.UnitAmount} {price.Interval.ToString().ToLowerInvariant()} is what customers buy from now on."));
            if (row is null)
                db.CatalogPrices.Add(row = Row(price));
            (row.Active, row.SyncedAt) = (true, time.GetUtcNow());
        }

        var sold = resolved.Select(price => price.Id).ToHashSet();
        foreach (var row in known.Values.Where(row => row.Active && !sold.Contains(row.Id)))
        {
            row.Active = false;
            changes.Add(new CatalogChange(row.LookupKey, "retire", $"{row.Id} is no longer sold; subscriptions on it keep their plan."));
        }

        if (dryRun)
            return changes;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        queries.Invalidate();
        return changes;
    }

    private CatalogPrice Row(ResolvedPrice price) => new()
    {
        Id = price.Id, LookupKey = price.LookupKey, Plan = price.Plan, Interval = price.Interval, Currency = price.UnitAmount.Currency,
        UnitAmountMinor = price.UnitAmount.AmountMinor, ProductId = price.Product, SyncedAt = time.GetUtcNow(),
    };
}
