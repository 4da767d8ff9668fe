using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Catalog;

/// <summary>One run of the sync: finds for each price of the plans file the price at Stripe, by lookup key, then by environment id, then by creating it.</summary>
internal sealed class CatalogSyncRun(CatalogAtStripe stripe, PlansFile plans, CatalogOptions options, bool dryRun, bool mayCreate)
{
    private readonly Dictionary<PlanCode, ProductId> products = [];

    public List<ResolvedPrice> Resolved { get; } = [];

    public List<CatalogChange> Changes { get; } = [];

    public List<string> Problems { get; } = [];

    /// <exception cref="StripeException">Stripe did not even list: nothing is known and nothing may be changed on our side.</exception>
    public async Task ResolveAsync(CancellationToken cancellation)
    {
        var wanted = plans.Plans.SelectMany(plan => plan.Prices).ToDictionary(price => price.LookupKey(options.Currency), StringComparer.Ordinal);
        var found = await stripe.FindAsync(wanted.Keys, cancellation);
        var byEnvironment = await ReadEnvironmentAsync(cancellation);
        foreach (var (key, price) in wanted.Where(pair => found.ContainsKey(pair.Key)))
            products.TryAdd(price.Plan, found[key].Product is { } product ? new ProductId(product.Id) : CatalogAtStripe.ProductIdOf(price.Plan));
        await RenameProductsAsync(wanted, found, cancellation);
        foreach (var (key, price) in wanted)
        {
            if (found.TryGetValue(key, out var existing))
                await UseFoundAsync(key, price, existing, cancellation);
            else if (byEnvironment.Remove(key, out var given))
                Resolved.Add(given);
            else
                await CreateAsync(key, price, replaced: null, cancellation);
        }

        // What the environment names beyond the plans file (an Enterprise price that people sell) maps subscriptions to their plan.
        Resolved.AddRange(byEnvironment.Where(pair => !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value));
    }

    private async Task UseFoundAsync(string key, PriceDefinition wanted, Price existing, CancellationToken cancellation)
    {
        if (!existing.Active)
            Problems.Add($"{key}: {existing.Id} is archived at Stripe, so it is not sold. Make it active again there, or give its lookup key to another price.");
        else if (CatalogAtStripe.IntervalOf(existing) == wanted.Interval && existing.UnitAmount == wanted.UnitAmount.AmountMinor && existing.Currency == wanted.UnitAmount.Currency)
            Resolved.Add(Resolve(key, wanted.Plan, existing)!);
        else if (mayCreate)
            await CreateAsync(key, wanted, existing, cancellation);
        else
        {
            Problems.Add($"{key}: the plans file says {wanted.UnitAmount}, Stripe's {existing.Id} differs; Stripe's price is shown and charged until 'plans sync' replaces it.");
            if (Resolve(key, wanted.Plan, existing) is { } asItIs)
                Resolved.Add(asItIs);
        }
    }

    private async Task CreateAsync(string key, PriceDefinition price, Price? replaced, CancellationToken cancellation)
    {
        if (!mayCreate)
        {
            Problems.Add($"{key}: Stripe has no such price and the portal creates none by itself in live mode or while billing is off; run 'plans sync'.");
            return;
        }

        Changes.Add(replaced is null
            ? new CatalogChange(key, "create_price", $"{price.UnitAmount} {price.Interval.ToString().ToLowerInvariant()}")
            : new CatalogChange(key, "replace_price", $"{replaced.UnitAmount} → {price.UnitAmount.AmountMinor} {price.UnitAmount.Currency}; {replaced.Id} stays for those who have it"));
        try
        {
            var product = await ProductAsync(key, price.Plan, cancellation);
            if (!dryRun)
                Resolved.Add(Resolve(key, price.Plan, await stripe.CreatePriceAsync(price, key, product, replaced?.Id, cancellation))!);
        }
        catch (StripeException refusal)
        {
            Problems.Add($"{key}: Stripe did not create the price ({refusal.Message}).");
            if (replaced is not null && Resolve(key, price.Plan, replaced) is { } asItIs)
                Resolved.Add(asItIs);
        }
    }

    private async Task<ProductId> ProductAsync(string key, PlanCode plan, CancellationToken cancellation)
    {
        if (products.TryGetValue(plan, out var known))
            return known;
        if (await stripe.FindProductAsync(plan, cancellation) is { } existing)
            return products[plan] = new ProductId(existing.Id);
        Changes.Add(new CatalogChange(key, "create_product", CatalogAtStripe.ProductIdOf(plan).Value));
        return products[plan] = dryRun ? CatalogAtStripe.ProductIdOf(plan) : new ProductId((await stripe.CreateProductAsync(plans.Find(plan)!, cancellation)).Id);
    }

    private async Task RenameProductsAsync(Dictionary<string, PriceDefinition> wanted, Dictionary<string, Price> found, CancellationToken cancellation)
    {
        foreach (var plan in plans.Plans.Where(plan => products.ContainsKey(plan.Code)))
        {
            var key = wanted.First(pair => pair.Value.Plan == plan.Code && found.ContainsKey(pair.Key)).Key;
            if (!mayCreate || found[key].Product?.Object is not { } product || product.Id != CatalogAtStripe.ProductIdOf(plan.Code).Value || product.Name == plan.Name)
                continue; // a product made by people keeps the name they gave it
            Changes.Add(new CatalogChange(key, "rename_product", $"'{product.Name}' → '{plan.Name}'"));
            if (!dryRun)
                await RenameAsync(new ProductId(product.Id), plan.Name, cancellation);
        }
    }

    private async Task RenameAsync(ProductId product, string name, CancellationToken cancellation)
    {
        try
        {
            await stripe.RenameProductAsync(product, name, cancellation);
        }
        catch (StripeException refusal)
        {
            Problems.Add($"Stripe did not rename {product} ({refusal.Message}).");
        }
    }

    private async Task<Dictionary<string, ResolvedPrice>> ReadEnvironmentAsync(CancellationToken cancellation)
    {
        var prices = new Dictionary<string, ResolvedPrice>(StringComparer.Ordinal);
        foreach (var (name, id) in options.PriceIds.Where(pair => pair.Value.Length > 0).OrderByDescending(pair => pair.Key.Length))
        {
            var plan = LookupKeys.Parse(name.ToLowerInvariant())?.Plan ?? new PlanCode(name.ToLowerInvariant());
            if (plans.Find(plan) is null)
                Problems.Add($"The environment gives {id} for '{name}', which is no plan of the plans file.");
            else if (await ReadAsync(name, id, cancellation) is not { } price)
                continue;
            else if (CatalogAtStripe.IntervalOf(price) is not { } interval)
                Problems.Add($"{id}, given for '{name}', is neither a monthly nor a yearly licensed price.");
            else if (Resolve(LookupKeys.For(plan, interval, price.Currency, options.Currency), plan, price) is { } resolved && price.Active)
                prices.TryAdd(resolved.LookupKey, resolved);
            else
                Problems.Add($"{id}, given for '{name}', is archived or has no fixed amount.");
        }

        return prices;
    }

    private async Task<Price?> ReadAsync(string name, string id, CancellationToken cancellation)
    {
        try
        {
            return await stripe.ReadPriceAsync(new PriceId(id), cancellation);
        }
        catch (StripeException refusal) when (refusal.Failure is StripeFailure.NotFound or StripeFailure.InvalidRequest or StripeFailure.Permission)
        {
            Problems.Add($"{id}, given for '{name}', cannot be read at Stripe ({refusal.Message}).");
            return null;
        }
    }

    private static ResolvedPrice? Resolve(string key, PlanCode plan, Price price) =>
        price.UnitAmount is { } amount && CatalogAtStripe.IntervalOf(price) is { } interval
            ? new ResolvedPrice(new PriceId(price.Id), key, plan, interval, new Money(amount, price.Currency), price.Product is { } product ? new ProductId(product.Id) : null)
            : null;
}
