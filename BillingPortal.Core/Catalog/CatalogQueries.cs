using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Catalog;

/// <summary>The catalog as it stands: the plans file joined with the prices that the last sync found at Stripe. One small query, then cached until the next sync.</summary>
public sealed class CatalogQueries(IDbContextFactory<BillingDb> databases, PlansFile plans, CatalogOptions options, TrialOptions trials, TimeProvider time)
{
    /// <summary>Another replica's sync is seen after this long; our own at once.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private volatile Loaded? cache;
    private int generation;

    public async Task<CatalogSnapshot> CurrentAsync(CancellationToken cancellation) => (await LoadAsync(cancellation)).Snapshot;

    /// <summary>The plan a price belongs to, also prices no longer sold; null for a price that is not ours (the caller falls back safely).</summary>
    public async Task<PlanCode?> PlanOfPriceAsync(PriceId price, CancellationToken cancellation) => (await LoadAsync(cancellation)).Book.PlanOf(price);

    /// <summary>For callers that map several prices, or know more of a price than its id.</summary>
    public async Task<PriceBook> PriceBookAsync(CancellationToken cancellation) => (await LoadAsync(cancellation)).Book;

    /// <summary>What an organization without a subscription has.</summary>
    public PlanDefinition DefaultPlan => plans.Default;

    /// <summary>The plan as the plans file has it, also when no price of it is sold.</summary>
    public PlanDefinition? Definition(PlanCode code) => plans.Find(code);

    internal void Invalidate()
    {
        Interlocked.Increment(ref generation);
        cache = null;
    }

    private async Task<Loaded> LoadAsync(CancellationToken cancellation)
    {
        if (cache is { } known && time.GetElapsedTime(known.At) < Freshness)
            return known;
        var began = Volatile.Read(ref generation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var prices = await db.CatalogPrices.AsNoTracking().ToListAsync(cancellation);
        var loaded = new Loaded(Join(prices), new PriceBook(plans.Plans.Select(plan => plan.Code), prices), time.GetTimestamp());
        if (began == Volatile.Read(ref generation))
            cache = loaded; // else a sync finished meanwhile, and what was read may be from before it
        return loaded;
    }

    private CatalogSnapshot Join(List<CatalogPrice> prices) => new(
        [.. plans.Plans.Select(plan => Join(plan, prices)).Where(plan => plan.Kind != PlanKind.SelfService || plan.Prices.Count > 0)],
        options.Currency,
        trials.Days);

    private static Plan Join(PlanDefinition plan, List<CatalogPrice> prices) => new(
        plan.Code, plan.Name, plan.Tagline, plan.Kind, plan.PerSeat, plan.HasTrial, plan.Highlighted, plan.ContactUrl,
        [.. plan.Features.Select(feature => feature.Text)], [.. plan.Features.Select(feature => feature.Code)], plan.Limits,
        plan.Kind != PlanKind.SelfService ? [] :
        [
            .. prices.Where(price => price.Active && price.Plan == plan.Code)
                .OrderBy(price => price.Interval).ThenBy(price => price.Currency).ThenBy(price => price.LookupKey, StringComparer.Ordinal)
                .Select(price => new PlanPrice(price.Id, price.LookupKey, price.Interval, price.UnitAmount)),
        ]);

    private sealed record Loaded(CatalogSnapshot Snapshot, PriceBook Book, long At);
}
