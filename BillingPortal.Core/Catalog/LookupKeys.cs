using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Catalog;

/// <summary>The names by which prices are found at Stripe: <c>team_monthly</c> in the default currency, <c>team_monthly_eur</c> in others.</summary>
public static class LookupKeys
{
    /// <summary>Stripe's limit for <c>lookup_keys</c> in one list call.</summary>
    public const int PerCall = 10;

    public static string For(PlanCode plan, BillingInterval interval, Currency currency, Currency defaultCurrency)
    {
        var key = $"{plan}_{(interval == BillingInterval.Monthly ? "monthly" : "yearly")}";
        return currency == defaultCurrency ? key : $"{key}_{currency}";
    }

    /// <summary>Plan and interval of a key, whatever its currency; null when it is not one of ours.</summary>
    public static (PlanCode Plan, BillingInterval Interval)? Parse(string? key)
    {
        foreach (var (word, interval) in Words)
        {
            var at = key?.LastIndexOf(word, StringComparison.Ordinal) ?? -1;
            var rest = at > 0 ? key![(at + word.Length)..] : null;
            if (rest is "" || (rest is ['_', ..] && Currency.TryParse(rest[1..], out _)))
                return (new PlanCode(key![..at]), interval);
        }

        return null;
    }

    private static readonly (string Word, BillingInterval Interval)[] Words = [("_monthly", BillingInterval.Monthly), ("_yearly", BillingInterval.Yearly)];
}
