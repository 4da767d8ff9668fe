namespace BillingPortal.StripeSandbox.Billing;

/// <summary>
/// Period arithmetic in UTC. Every boundary is counted from the anchor and clamped to the month's length, so an anchor on the 31st bills on
/// the 28th, 30th and 31st and never drifts.
/// </summary>
internal static class Periods
{
    /// <summary>The nth boundary after (or, negative, before) the anchor, in unix seconds.</summary>
    /// <param name="anchor">Unix seconds.</param>
    /// <param name="interval">day, week, month or year.</param>
    /// <param name="intervalCount">How many of them make a period.</param>
    /// <param name="n">Which boundary; 0 is the anchor's own.</param>
    /// <param name="dayOfMonth">The day that is wanted when the anchor's month was too short for it.</param>
    public static long Boundary(long anchor, string interval, long intervalCount, long n, long? dayOfMonth = null)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(anchor);
        var steps = n * intervalCount;
        return (interval switch
        {
            "day" => start.AddDays(steps),
            "week" => start.AddDays(7 * steps),
            "month" => OnDay(start.AddMonths((int)steps), dayOfMonth),
            "year" => OnDay(start.AddMonths((int)(12 * steps)), dayOfMonth),
            _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "Not an interval that Stripe knows."),
        }).ToUnixTimeSeconds();
    }

    /// <summary>The first boundary after the given second.</summary>
    public static long Next(long anchor, string interval, long intervalCount, long after, long? dayOfMonth = null) =>
        Boundary(anchor, interval, intervalCount, IndexAt(anchor, interval, intervalCount, after, dayOfMonth) + 1, dayOfMonth);

    /// <summary>The last boundary at or before the given second.</summary>
    public static long Current(long anchor, string interval, long intervalCount, long at, long? dayOfMonth = null) =>
        Boundary(anchor, interval, intervalCount, IndexAt(anchor, interval, intervalCount, at, dayOfMonth), dayOfMonth);

    /// <summary>The number of the period that holds the given second.</summary>
    private static long IndexAt(long anchor, string interval, long intervalCount, long at, long? dayOfMonth)
    {
        var n = Estimate(anchor, interval, intervalCount, at);
        while (Boundary(anchor, interval, intervalCount, n, dayOfMonth) > at)
        {
            n--;
        }

        while (Boundary(anchor, interval, intervalCount, n + 1, dayOfMonth) <= at)
        {
            n++;
        }

        return n;
    }

    private static DateTimeOffset OnDay(DateTimeOffset date, long? day) =>
        day is null ? date : date.AddDays(Math.Min(day.Value, DateTime.DaysInMonth(date.Year, date.Month)) - date.Day);

    /// <summary>Close enough that the exact search takes a step or two.</summary>
    private static long Estimate(long anchor, string interval, long intervalCount, long at)
    {
        const double day = 24 * 60 * 60;
        var length = interval switch { "day" => day, "week" => 7 * day, "month" => 30.4369 * day, _ => 365.2425 * day };
        return (long)((at - anchor) / (length * intervalCount));
    }
}
