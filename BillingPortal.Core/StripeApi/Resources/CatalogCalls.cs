using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Parameters of POST /v1/products. An <see cref="Id"/> of our own makes the product findable without a search.</summary>
public sealed record ProductCreate
{
    public string? Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? UnitLabel { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>Parameters of POST /v1/products/{id}; what is null stays as it is.</summary>
public sealed record ProductUpdate
{
    public bool? Active { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

public sealed record ProductList
{
    public bool? Active { get; init; }

    /// <summary>At most 100 ids.</summary>
    public IReadOnlyList<string>? Ids { get; init; }
}

/// <summary>Parameters of POST /v1/prices. Amount and currency of a price never change afterwards.</summary>
public sealed record PriceCreate
{
    public required ProductId Product { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public required long UnitAmount { get; init; }

    public PriceRecurringCreate? Recurring { get; init; }

    public string? LookupKey { get; init; }

    /// <summary>Takes the lookup key away from the price that holds it now.</summary>
    public bool? TransferLookupKey { get; init; }

    public string? Nickname { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <param name="Interval"><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c>.</param>
public sealed record PriceRecurringCreate(string Interval, int IntervalCount = 1);

/// <summary>Parameters of POST /v1/prices/{id}; what is null stays as it is.</summary>
public sealed record PriceUpdate
{
    public bool? Active { get; init; }

    public string? LookupKey { get; init; }

    public bool? TransferLookupKey { get; init; }

    public string? Nickname { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

public sealed record PriceList
{
    public bool? Active { get; init; }

    public Currency? Currency { get; init; }

    /// <summary>At most 10 keys.</summary>
    public IReadOnlyList<string>? LookupKeys { get; init; }

    public ProductId? Product { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>Products and prices at Stripe.</summary>
public static class CatalogCalls
{
    extension(StripeClient stripe)
    {
        public Task<Product> CreateProductAsync(ProductCreate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Product>("/v1/products", parameters, key, cancellation);

        public Task<Product> GetProductAsync(ProductId product, CancellationToken cancellation) =>
            stripe.GetAsync<Product>($"/v1/products/{product}", null, cancellation);

        public Task<Product> UpdateProductAsync(ProductId product, ProductUpdate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Product>($"/v1/products/{product}", parameters, key, cancellation);

        public IAsyncEnumerable<Product> ListProductsAsync(ProductList filter, CancellationToken cancellation) =>
            stripe.ListAllAsync<Product>("/v1/products", filter, cancellation);

        public Task<Price> CreatePriceAsync(PriceCreate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Price>("/v1/prices", parameters, key, cancellation);

        public Task<Price> GetPriceAsync(PriceId price, CancellationToken cancellation, params IReadOnlyList<string> expand) =>
            stripe.GetAsync<Price>($"/v1/prices/{price}", Expansion.Of(expand), cancellation);

        public Task<Price> UpdatePriceAsync(PriceId price, PriceUpdate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Price>($"/v1/prices/{price}", parameters, key, cancellation);

        public IAsyncEnumerable<Price> ListPricesAsync(PriceList filter, CancellationToken cancellation) =>
            stripe.ListAllAsync<Price>("/v1/prices", filter, cancellation);
    }
}
