using BillingPortal.Core.Catalog;

namespace BillingPortal.Endpoints;

/// <summary>What can be bought, for anyone.</summary>
public static class CatalogEndpoints
{
    public static void MapCatalog(this IEndpointRouteBuilder api) => api.MapGet("/catalog", async (CatalogQueries catalog, CancellationToken cancellation) =>
            Shape(await catalog.CurrentAsync(cancellation)))
        .AllowAnonymous()
        .WithSummary("Plans with their prices, features and limits. Plans that cannot be bought now are absent.");

    private static CatalogAnswer Shape(CatalogSnapshot catalog) => new(catalog.DefaultCurrency.Code, catalog.TrialDays, catalog.HasYearly, [.. catalog.Plans.Select(Shape)]);

    private static CatalogPlan Shape(Plan plan) => new(
        plan.Code.Value, plan.Name, plan.Tagline, plan.Kind, plan.PerSeat, plan.HasTrial, plan.ContactUrl, plan.Features, plan.FeatureTexts, plan.Limits,
        [.. plan.Prices.Select(price => new CatalogPlanPrice(price.LookupKey, price.Interval, price.UnitAmount.AmountMinor, price.UnitAmount.Currency.Code))]);
}

public sealed record CatalogAnswer(string DefaultCurrency, int TrialDays, bool HasYearly, IReadOnlyList<CatalogPlan> Plans);

/// <param name="Limits">Null stands for "no limit".</param>
public sealed record CatalogPlan(string Code, string Name, string Tagline, PlanKind Kind, bool PerSeat, bool HasTrial, Uri? ContactUrl, IReadOnlyList<string> Features, IReadOnlyList<string> FeatureTexts, IReadOnlyDictionary<string, long?> Limits, IReadOnlyList<CatalogPlanPrice> Prices);

/// <param name="UnitAmount">Minor units; per seat when the plan is.</param>
public sealed record CatalogPlanPrice(string LookupKey, BillingInterval Interval, long UnitAmount, string Currency);
