using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>A plan that stories are told with. Amounts are per seat and period, in the catalog's default currency.</summary>
public sealed record CastPlan(PlanCode Code, string Name, PlanPrice Monthly, PlanPrice Yearly);

/// <summary>The plans of the plans file in the parts that stories need, so that the library also runs on other plans than those we ship.</summary>
/// <param name="Smaller">A plan with a free trial.</param>
/// <param name="Bigger">One that costs more.</param>
/// <param name="Free">What an organization without a subscription has.</param>
public sealed record Cast(CastPlan Smaller, CastPlan Bigger, PlanCode Free, string FreeName, int TrialDays)
{
    /// <exception cref="StoryException">The plans file does not have what the stories need.</exception>
    public static Cast From(CatalogSnapshot catalog, PlanDefinition free)
    {
        CastPlan[] sold = [.. catalog.Plans.Where(plan => plan.Kind == PlanKind.SelfService).Select(plan => Of(plan, catalog.DefaultCurrency)).OfType<CastPlan>().OrderBy(plan => plan.Monthly.UnitAmount.AmountMinor)];
        var smaller = Array.Find(sold, plan => catalog.Find(plan.Code)!.HasTrial);
        var bigger = sold.LastOrDefault();
        return smaller is null || bigger!.Monthly.UnitAmount.AmountMinor <= smaller.Monthly.UnitAmount.AmountMinor
            ? throw new StoryException("The stories need two self-service plans that are sold by month and by year, of which the cheaper one has a free trial. The catalog has no such two.")
            : new Cast(smaller, bigger, free.Code, free.Name, catalog.TrialDays);
    }

    /// <summary>Puts the plans' names into a story's words.</summary>
    public string Fill(string words) => words
        .Replace("{smaller}", Smaller.Name, StringComparison.Ordinal)
        .Replace("{bigger}", Bigger.Name, StringComparison.Ordinal)
        .Replace("{free}", FreeName, StringComparison.Ordinal);

    private static CastPlan? Of(Plan plan, Currency currency) =>
        plan.PriceFor(BillingInterval.Monthly, currency) is { } monthly && plan.PriceFor(BillingInterval.Yearly, currency) is { } yearly
            ? new CastPlan(plan.Code, plan.Name, monthly, yearly)
            : null;
}

/// <summary>A story cannot go on; the message says why in words for the timeline.</summary>
public sealed class StoryException(string message) : Exception(message);
