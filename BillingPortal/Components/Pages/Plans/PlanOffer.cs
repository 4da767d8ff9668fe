using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Components.Pages.Plans;

/// <summary>A button under a plan: where it leads is the right next step for this shopper.</summary>
public sealed record PlanStep(string Text, string Url, bool Primary);

/// <summary>One plan as the pricing page shows it to one shopper. Pure: the page's rules in one place.</summary>
/// <param name="Price">Null when the plan has none: free, or sold by people.</param>
/// <param name="SavingPercent">Saved by the yearly price against twelve months; null when there is nothing to save or to compare.</param>
public sealed record PlanOffer(Plan Plan, PlanPrice? Price, int? SavingPercent, bool IsCurrent, IReadOnlyList<PlanStep> Steps)
{
    public static PlanOffer For(Plan plan, BillingInterval interval, Currency currency, Shopper shopper)
    {
        var price = plan.PriceFor(interval, currency) ?? plan.Prices.FirstOrDefault(other => other.UnitAmount.Currency == currency) ?? (plan.Prices is [var any, ..] ? any : null);
        var current = shopper.LivePlan is { } live ? live == plan.Code : plan.Kind == PlanKind.Free && shopper is { HasOrganization: true, HasLiveSubscription: false };
        return new PlanOffer(plan, price, Saving(plan, price), current, [.. StepsFor(plan, price, current, shopper)]);
    }

    /// <summary>The best saving that the yearly toggle can promise; null when no plan is cheaper by the year.</summary>
    public static int? BestSaving(CatalogSnapshot catalog, Currency currency) =>
        catalog.Plans.Max(plan => Saving(plan, plan.PriceFor(BillingInterval.Yearly, currency)));

    private static IEnumerable<PlanStep> StepsFor(Plan plan, PlanPrice? price, bool current, Shopper shopper)
    {
        if (plan.Kind == PlanKind.ContactSales)
            return plan.ContactUrl is null ? [] : [new PlanStep("Contact sales", plan.ContactUrl.ToString(), Primary: false)];
        if (current)
            return [new PlanStep("Go to billing", PortalUrls.Billing, Primary: false)];
        if (shopper.HasLiveSubscription)
            return plan.Kind == PlanKind.Free ? [] : [new PlanStep("Manage in billing", PortalUrls.Billing, Primary: false)];
        if (plan.Kind == PlanKind.Free)
            return [new PlanStep("Start for free", shopper.SignedIn ? PortalUrls.Onboard() : PortalUrls.SignUp(), Primary: false)];
        return price is null ? [] : Purchase(plan, price, shopper);
    }

    private static IEnumerable<PlanStep> Purchase(Plan plan, PlanPrice price, Shopper shopper)
    {
        var subscribe = new BuyIntent(plan.Code.Value, Words.Word(price.Interval), Currency: price.UnitAmount.Currency.Code);
        if (plan.HasTrial)
            yield return new PlanStep("Start free trial", NextStep(subscribe with { Trial = true }, shopper), Primary: true);
        yield return new PlanStep("Subscribe", NextStep(subscribe, shopper), Primary: !plan.HasTrial && plan.Highlighted);
    }

    private static string NextStep(BuyIntent intent, Shopper shopper) => shopper switch
    {
        { HasOrganization: true } => PortalUrls.TrialCheckout(intent),
        { SignedIn: true } => PortalUrls.Onboard(intent),
        _ => PortalUrls.SignUp(intent),
    };

    private static int? Saving(Plan plan, PlanPrice? price)
    {
        if (price is not { Interval: BillingInterval.Yearly } || plan.PriceFor(BillingInterval.Monthly, price.UnitAmount.Currency) is not { UnitAmount.AmountMinor: > 0 } monthly)
            return null;
        var percent = 100 - (int)Math.Ceiling(100m * price.UnitAmount.AmountMinor / (12m * monthly.UnitAmount.AmountMinor));
        return percent > 0 ? percent : null;
    }
}
