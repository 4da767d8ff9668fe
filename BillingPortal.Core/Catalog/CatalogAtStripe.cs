using System.Globalization;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Catalog;

/// <summary>The sync's calls to Stripe: prices by lookup key or id, products by an id of our own, creation that may be repeated.</summary>
public sealed class CatalogAtStripe(StripeClient stripe, IdGenerator ids)
{
    private static readonly string[] WithProduct = ["data.product"];

    /// <summary>Lookup key → price. At most ten keys a call, so a small catalog is one call.</summary>
    public async Task<Dictionary<string, Price>> FindAsync(IReadOnlyCollection<string> lookupKeys, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Price>(StringComparer.Ordinal);
        foreach (var chunk in lookupKeys.Chunk(LookupKeys.PerCall))
        {
            await foreach (var price in stripe.ListPricesAsync(new PriceList { LookupKeys = chunk, Expand = WithProduct }, cancellation))
                found[price.LookupKey ?? ""] = price;
        }

        return found;
    }

    public Task<Price> ReadPriceAsync(PriceId id, CancellationToken cancellation) => stripe.GetPriceAsync(id, cancellation);

    /// <summary>Products have ids of our own making, so a product is found without searching.</summary>
    public static ProductId ProductIdOf(PlanCode plan) => new($"portal_{plan}");

    public async Task<Product?> FindProductAsync(PlanCode plan, CancellationToken cancellation)
    {
        try
        {
            return await stripe.GetProductAsync(ProductIdOf(plan), cancellation);
        }
        catch (StripeException missing) when (missing.Failure == StripeFailure.NotFound)
        {
            return null;
        }
    }

    public async Task<Product> CreateProductAsync(PlanDefinition plan, CancellationToken cancellation)
    {
        var id = ProductIdOf(plan.Code);
        var product = new ProductCreate
        {
            Id = id.Value, Name = plan.Name, Description = plan.Tagline.Length > 0 ? plan.Tagline : null, Metadata = PlanMetadata(plan.Code),
        };
        try
        {
            return await stripe.CreateProductAsync(product, IdempotencyKey.For("catalog_product", id.Value, plan.Name, plan.Tagline), cancellation);
        }
        catch (StripeException taken) when (taken.Code == "resource_already_exists")
        {
            return await stripe.GetProductAsync(id, cancellation); // another replica was faster
        }
    }

    /// <summary>The key is new each time: a rename may be repeated without harm, while a remembered answer could undo a later one.</summary>
    public Task<Product> RenameProductAsync(ProductId product, string name, CancellationToken cancellation) =>
        stripe.UpdateProductAsync(product, new ProductUpdate { Name = name }, new IdempotencyKey(ids.New("catalog_rename")), cancellation);

    /// <summary>
    /// The key is made of the content and of the price that is replaced: a repeated sync gets the same price, while going back to an old
    /// amount makes a new one instead of Stripe's remembered answer, whose lookup key has moved on.
    /// </summary>
    public Task<Price> CreatePriceAsync(PriceDefinition price, string lookupKey, ProductId product, string? replaced, CancellationToken cancellation) =>
        stripe.CreatePriceAsync(
            new PriceCreate
            {
                Product = product,
                Currency = price.UnitAmount.Currency,
                UnitAmount = price.UnitAmount.AmountMinor,
                Recurring = new PriceRecurringCreate(price.Interval == BillingInterval.Monthly ? "month" : "year"),
                LookupKey = lookupKey,
                TransferLookupKey = true,
                Metadata = PlanMetadata(price.Plan),
            },
            IdempotencyKey.For(
                "catalog_price", lookupKey, price.UnitAmount.AmountMinor.ToString(CultureInfo.InvariantCulture), price.UnitAmount.Currency.Code, product.Value, replaced ?? "new"),
            cancellation);

    /// <summary>Null for intervals that the portal does not sell.</summary>
    public static BillingInterval? IntervalOf(Price price) => price.Recurring switch
    {
        { Interval: "month", IntervalCount: 1, UsageType: "licensed" } => BillingInterval.Monthly,
        { Interval: "year", IntervalCount: 1, UsageType: "licensed" } => BillingInterval.Yearly,
        { Interval: "month", IntervalCount: 12, UsageType: "licensed" } => BillingInterval.Yearly,
        _ => null,
    };

    private static Dictionary<string, string> PlanMetadata(PlanCode plan) => new() { ["plan"] = plan.Value };
}
