using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Subscriptions;

/// <summary>All subscriptions in figures.</summary>
/// <param name="MonthlyRecurring">What paying subscriptions bring each month, one amount for each currency, before discounts and tax. Trials pay nothing yet and do not count.</param>
public sealed record SubscriptionTotals(IReadOnlyDictionary<SubscriptionStatus, int> ByStatus, IReadOnlyList<Money> MonthlyRecurring)
{
    public int Count(SubscriptionStatus status) => ByStatus.GetValueOrDefault(status);
}

/// <summary>Counts for the console's dashboard, summed by the database.</summary>
public sealed class SubscriptionStatistics(IDbContextFactory<BillingDb> databases)
{
    public async Task<SubscriptionTotals> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var counts = await db.Subscriptions.GroupBy(row => row.Status).Select(group => new { Status = group.Key, Count = group.Count() }).ToListAsync(cancellation);
        var prices = await db.Subscriptions
            .Where(row => row.Status == SubscriptionStatus.Active || row.Status == SubscriptionStatus.PastDue)
            .SelectMany(row => row.Items, (row, item) => new { row.Currency, item.Interval, item.IntervalCount, Minor = item.Quantity * (item.UnitAmountMinor ?? 0) })
            .GroupBy(price => new { price.Currency, price.Interval, price.IntervalCount })
            .Select(group => new { group.Key.Currency, group.Key.Interval, group.Key.IntervalCount, Minor = group.Sum(price => price.Minor) })
            .ToListAsync(cancellation);
        return new SubscriptionTotals(
            counts.ToDictionary(row => row.Status, row => row.Count),
            [.. prices
                .GroupBy(price => price.Currency)
                .OrderBy(group => group.Key)
                .Select(group => new Money((long)Math.Round(group.Sum(price => price.Minor * TimesEachMonth(price.Interval, price.IntervalCount)), MidpointRounding.AwayFromZero), group.Key))
                .Where(amount => !amount.IsZero)]);
    }

    /// <summary>How often a period ends in a month of an average year.</summary>
    private static decimal TimesEachMonth(string interval, int count) => interval switch
    {
        "day" => 365m / 12 / Math.Max(1, count),
        "week" => 52m / 12 / Math.Max(1, count),
        "year" => 1m / 12 / Math.Max(1, count),
        _ => 1m / Math.Max(1, count),
    };
}
