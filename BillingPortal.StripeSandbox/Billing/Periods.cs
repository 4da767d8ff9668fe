namespace BillingPortal.StripeSandbox.Billing;

/// <summary>
/// Period arithmetic in UTC. Every boundary is counted from the anchor and clamped to the month's length, so an anchor on the 31st bills on
/// the 28th, 30th and 31st and never drifts.
/// </summary>
internal static class Periods
{
    /// <summary>The nth boundary after (or, negative, before) the anchor, in unix seconds.</summary>
    public static long Boundary(long anchor, string interval, long intervalCount, long n)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(anchor);
        var steps = n * intervalCount;
        return (interval switch
        {
            "day" => start.AddDays(steps),
            "week" => start.AddDays(7 * steps),
            "month" => start.AddMonths((int)steps),
            "year" => start.AddMonths((int)(12 * steps)),
            _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "Not an interval that Stripe knows."),
        }).ToUnixTimeSeconds();
    }

    /// <summary>The first boundary after the given second.</summary>
    public static long Next(long anchor, string interval, long intervalCount, long after)
    {
        var n = Estimate(anchor, interval, intervalCount, after);
        while (Boundary(anchor, interval, intervalCount, n) <= after)
        {
            n++;
        }

        while (Boundary(anchor, interval, intervalCount, n - 1) > after)
        {
            n--;
        }

        return Boundary(anchor, interval, intervalCount, n);
    }

    /// <summary>The last boundary at or before the given second.</summary>
    public static long Current(long anchor, string interval, long intervalCount, long at)
    {
        var n = Estimate(anchor, interval, intervalCount, at);
        while (Boundary(anchor, interval, intervalCount, n) > at)
        {
            n--;
        }

        while (Boundary(anchor, interval, intervalCount, n + 1) <= at)
        {
            n++;
        }

        return Boundary(anchor, interval, intervalCount, n);
    }

    /// <summary>Close enough that the exact search takes a step or two.</summary>
    private static long Estimate(long anchor, string interval, long intervalCount, long at)
    {
        const double day = 24 * 60 * 60;
        var length = interval switch { "day" => day, "week" => 7 * day, "month" => 30.4369 * day, _ => 365.2425 * day };
        return (long)((at - anchor) / (length * intervalCount));
    }
}
