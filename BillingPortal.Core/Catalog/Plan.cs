using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Catalog;

public enum PlanKind
{
    /// <summary>Free for ever, no checkout.</summary>
    Free,

    /// <summary>Sold through Checkout.</summary>
    SelfService,

    /// <summary>Sold by people: a contact link instead of a price.</summary>
    ContactSales,
}

public enum BillingInterval
{
    Monthly,
    Yearly,
}

/// <summary>A plan as customers see it. Lists only prices that can be bought now.</summary>
public sealed record Plan(PlanCode Code, string Name, string Tagline, PlanKind Kind, bool PerSeat, bool HasTrial, bool Highlighted, Uri? ContactUrl, IReadOnlyList<string> FeatureTexts, IReadOnlyList<string> Features, IReadOnlyDictionary<string, long?> Limits, IReadOnlyList<PlanPrice> Prices)
{
    public PlanPrice? PriceFor(BillingInterval interval, Currency currency) =>
        Prices.FirstOrDefault(price => price.Interval == interval && price.UnitAmount.Currency == currency);
}

/// <summary>A price at Stripe. <see cref="UnitAmount"/> is per seat when the plan is.</summary>
public sealed record PlanPrice(PriceId Id, string LookupKey, BillingInterval Interval, Money UnitAmount);

/// <summary>All plans in the order of the plans file; self-service plans without any price are left out.</summary>
public sealed record CatalogSnapshot(IReadOnlyList<Plan> Plans, Currency DefaultCurrency, int TrialDays)
{
    public Plan? Find(PlanCode code) => Plans.FirstOrDefault(plan => plan.Code == code);

    public bool HasYearly => Plans.Any(plan => plan.Prices.Any(price => price.Interval == BillingInterval.Yearly));
}
