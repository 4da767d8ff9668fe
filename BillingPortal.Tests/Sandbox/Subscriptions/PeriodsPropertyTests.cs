using BillingPortal.StripeSandbox.Billing;
using FsCheck;
using FsCheck.Fluent;

namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>What must hold for every anchor, interval and count, leap years and short months included.</summary>
public sealed class PeriodsPropertyTests
{
    private const int Tests = 500;

    private static readonly Arbitrary<Rhythm> AnyRhythm = Arb.From(
        from day in Gen.Choose(0, 36_524)
        from second in Gen.Choose(0, 86_399)
        from interval in Gen.Elements("day", "week", "month", "year")
        from count in Gen.Choose(1, 12)
        from wanted in Gen.Elements<long?>(null, null, 29, 30, 31)
        select new Rhythm((day * 86_400L) + second, interval, count, interval is "month" or "year" ? wanted : null));

    [Fact]
    public void Boundaries_strictly_increase() => Check(static (rhythm, n) => rhythm.Boundary(n) < rhythm.Boundary(n + 1));

    [Fact]
    public void Each_second_is_in_exactly_one_period() => Check(static (rhythm, n) =>
    {
        var at = rhythm.Anchor + (n * 1_234_567L);
        var (start, end) = (rhythm.Current(at), rhythm.Next(at));
        return start <= at && at < end && rhythm.Current(end - 1) == start && rhythm.Current(end) == end && rhythm.Next(start) == end && rhythm.Next(start - 1) == start;
    });

    [Fact]
    public void A_boundary_never_drifts_from_its_day_and_keeps_its_time() => Check(static (rhythm, n) =>
    {
        var (anchor, boundary) = (DateTimeOffset.FromUnixTimeSeconds(rhythm.Anchor), DateTimeOffset.FromUnixTimeSeconds(rhythm.Boundary(n)));
        var wanted = (int)(rhythm.DayOfMonth ?? anchor.Day);
        return boundary.TimeOfDay == anchor.TimeOfDay && rhythm.Interval switch
        {
            "week" => boundary.DayOfWeek == anchor.DayOfWeek,
            "month" or "year" => boundary.Day == Math.Min(wanted, DateTime.DaysInMonth(boundary.Year, boundary.Month)),
            _ => true,
        };
    });

    [Fact]
    public void Month_boundaries_count_months_and_years_count_years() => Check(static (rhythm, n) =>
    {
        var (anchor, boundary) = (DateTimeOffset.FromUnixTimeSeconds(rhythm.Anchor), DateTimeOffset.FromUnixTimeSeconds(rhythm.Boundary(n)));
        var months = ((boundary.Year - anchor.Year) * 12) + boundary.Month - anchor.Month;
        return rhythm.Interval switch { "month" => months == n * rhythm.Count, "year" => months == 12 * n * rhythm.Count, _ => true };
    });

    private static void Check(Func<Rhythm, int, bool> holds) => Prop.ForAll(AnyRhythm, Arb.From(Gen.Choose(-60, 60)), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Tests));

    private sealed record Rhythm(long Anchor, string Interval, long Count, long? DayOfMonth)
    {
        public long Boundary(long n) => Periods.Boundary(Anchor, Interval, Count, n, DayOfMonth);

        public long Next(long after) => Periods.Next(Anchor, Interval, Count, after, DayOfMonth);

        public long Current(long at) => Periods.Current(Anchor, Interval, Count, at, DayOfMonth);
    }
}
