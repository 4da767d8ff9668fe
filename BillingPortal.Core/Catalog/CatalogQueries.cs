using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Catalog;

/// <summary>The catalog as it stands: the plans file joined with the prices that the last sync found at Stripe. One small query, then cached until the next sync.</summary>
public sealed class CatalogQueries
{
    public Task<CatalogSnapshot> CurrentAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The plan a price belongs to, also prices no longer sold; null for a price that is not ours (the caller falls back safely).</summary>
    public Task<PlanCode?> PlanOfPriceAsync(PriceId price, CancellationToken cancellation) => throw new NotImplementedException();
}
