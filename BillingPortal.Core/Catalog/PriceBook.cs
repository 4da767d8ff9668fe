using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Catalog;

/// <summary>Answers which plan a price belongs to: by id (also superseded ones), else by lookup key, else by a product that belongs to one plan only.</summary>
public sealed class PriceBook
{
    private readonly Dictionary<PriceId, PlanCode> byId;
    private readonly Dictionary<ProductId, PlanCode> byProduct;
    private readonly HashSet<PlanCode> plans;

    public PriceBook(IEnumerable<PlanCode> plans, IReadOnlyCollection<CatalogPrice> prices)
    {
        this.plans = [.. plans];
        byId = prices.ToDictionary(price => price.Id, price => price.Plan);
        byProduct = prices.Where(price => price.ProductId is not null).GroupBy(price => price.ProductId!.Value)
            .Where(group => group.Select(price => price.Plan).Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First().Plan);
    }

    /// <summary>Null for a price that is none of ours: the caller falls back safely and never guesses.</summary>
    public PlanCode? PlanOf(PriceId price, string? lookupKey = null, ProductId? product = null)
    {
        PlanCode? plan = byId.TryGetValue(price, out var known) ? known
            : LookupKeys.Parse(lookupKey) is { } parsed && plans.Contains(parsed.Plan) ? parsed.Plan
            : product is { } id && byProduct.TryGetValue(id, out var owner) ? owner
            : null;
        return plan is { } found && plans.Contains(found) ? found : null;
    }
}
