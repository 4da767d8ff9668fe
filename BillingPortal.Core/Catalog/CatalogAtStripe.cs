using System.Globalization;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
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
            var page = await stripe.GetAsync<StripeList<Price>>("/v1/prices", new { LookupKeys = chunk, Limit = 100, Expand = WithProduct }, cancellation);
            foreach (var price in page.Data.Where(price => price.LookupKey is not null))
                found[price.LookupKey!] = price;
        }

        return found;
    }

    public Task<Price> ReadPriceAsync(string id, CancellationToken cancellation) => stripe.GetAsync<Price>($"/v1/prices/{id}", null, cancellation);

    /// <summary>Products have ids of our own making, so a product is found without searching.</summary>
    public static string ProductIdOf(PlanCode plan) => $"portal_{plan}";

    public async Task<Product?> FindProductAsync(PlanCode plan, CancellationToken cancellation)
    {
        try
        {
            return await stripe.GetAsync<Product>($"/v1/products/{ProductIdOf(plan)}", null, cancellation);
        }
        catch (StripeException missing) when (missing.Failure == StripeFailure.NotFound)
        {
            return null;
        }
    }

    public async Task<Product> CreateProductAsync(PlanDefinition plan, CancellationToken cancellation)
    {
        var id = ProductIdOf(plan.Code);
        try
        {
            return await stripe.PostAsync<Product>(
                "/v1/products",
                new { Id = id, plan.Name, Description = plan.Tagline.Length > 0 ? plan.Tagline : null, Metadata = new Dictionary<string, string> { ["plan"] = plan.Code.Value } },
                IdempotencyKey.For("catalog_product", id, plan.Name, plan.Tagline),
                cancellation);
        }
        catch (StripeException taken) when (taken.Code == "resource_already_exists")
        {
            return await stripe.GetAsync<Product>($"/v1/products/{id}", null, cancellation); // another replica was faster
        }
    }

    public Task<Product> RenameProductAsync(string product, string name, CancellationToken cancellation) =>
        stripe.PostAsync<Product>($"/v1/products/{product}", new { Name = name }, new IdempotencyKey(ids.New("catalog_rename")), cancellation);

    /// <summary>
    /// The key is made of the content and of the price that is replaced: a repeated sync gets the same price, while going back to an old
    /// amount makes a new one instead of Stripe's remembered answer, whose lookup key has moved on.
    /// </summary>
    public Task<Price> CreatePriceAsync(PriceDefinition price, string lookupKey, string product, string? replaced, CancellationToken cancellation) =>
        stripe.PostAsync<Price>(
            "/v1/prices",
            new
            {
                Product = product,
                Currency = price.UnitAmount.Currency.Code,
                UnitAmount = price.UnitAmount.AmountMinor,
                Recurring = new { Interval = IntervalWord(price.Interval) },
                LookupKey = lookupKey,
                TransferLookupKey = true,
                Metadata = new Dictionary<string, string> { ["plan"] = price.Plan.Value },
            },
            IdempotencyKey.For("catalog_price", lookupKey, price.UnitAmount.AmountMinor.ToString(CultureInfo.InvariantCulture), price.UnitAmount.Currency.Code, product, replaced ?? "new"),
            cancellation);

    public static string IntervalWord(BillingInterval interval) => interval == BillingInterval.Monthly ? "month" : "year";

    /// <summary>Null for intervals that the portal does not sell.</summary>
    public static BillingInterval? IntervalOf(Price price) => price.Recurring switch
    {
        { Interval: "month", IntervalCount: 1, UsageType: "licensed" } => BillingInterval.Monthly,
        { Interval: "year", IntervalCount: 1, UsageType: "licensed" } => BillingInterval.Yearly,
        { Interval: "month", IntervalCount: 12, UsageType: "licensed" } => BillingInterval.Yearly,
        _ => null,
    };
}
