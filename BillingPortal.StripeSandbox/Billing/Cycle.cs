using BillingPortal.StripeSandbox.Catalog;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>A subscription's billing cycle: from its anchor the periods of each of its prices are counted.</summary>
/// <param name="Anchor">Unix seconds.</param>
/// <param name="DayOfMonth">The day that was asked for, when the anchor fell into a month without it.</param>
internal sealed record Cycle(long Anchor, long? DayOfMonth = null)
{
    /// <summary>The end of the period that holds the given second.</summary>
    public long End(Recurring recurring, long at) => Periods.Next(Anchor, recurring.Interval, recurring.IntervalCount, at, DayOfMonth);

    /// <summary>The start of the period that holds the given second.</summary>
    public long Start(Recurring recurring, long at) => Periods.Current(Anchor, recurring.Interval, recurring.IntervalCount, at, DayOfMonth);

    /// <summary>How long the whole period is that ends, or would have ended, at or after the given second.</summary>
    public long Length(Recurring recurring, long end) => End(recurring, end - 1) - Start(recurring, end - 1);
}
