using System.Globalization;
using BillingPortal.StripeSandbox.Billing;

namespace BillingPortal.Tests.Sandbox.Subscriptions;

public sealed class PeriodsTests
{
    [Theory]
    [InlineData("2026-01-31T10:00", "month", 1, "2026-02-28T10:00 2026-03-31T10:00 2026-04-30T10:00 2026-05-31T10:00")]
    [InlineData("2028-01-30T10:00", "month", 1, "2028-02-29T10:00 2028-03-30T10:00 2028-04-30T10:00")]
    [InlineData("2026-12-29T00:00", "month", 1, "2027-01-29T00:00 2027-02-28T00:00 2027-03-29T00:00")]
    [InlineData("2026-11-30T23:59", "month", 3, "2027-02-28T23:59 2027-05-30T23:59 2027-08-30T23:59")]
    [InlineData("2028-02-29T12:00", "year", 1, "2029-02-28T12:00 2030-02-28T12:00 2031-02-28T12:00 2032-02-29T12:00")]
    [InlineData("2026-03-02T09:30", "week", 2, "2026-03-16T09:30 2026-03-30T09:30")]
    [InlineData("2026-03-02T09:30", "day", 10, "2026-03-12T09:30 2026-03-22T09:30")]
    public void Boundaries_are_counted_from_the_anchor_and_never_drift(string anchor, string interval, int count, string expected)
    {
        var at = Unix(anchor);
        foreach (var boundary in expected.Split(' '))
        {
            var next = Periods.Next(Unix(anchor), interval, count, at);
            Text(next).ShouldBe(boundary);
            Periods.Current(Unix(anchor), interval, count, next - 1).ShouldBe(at);
            Periods.Current(Unix(anchor), interval, count, next).ShouldBe(next);
            at = next;
        }
    }

    [Fact]
    public void A_later_anchor_is_the_end_of_the_first_period() =>
        Text(Periods.Next(Unix("2026-05-31T00:00"), "month", 1, Unix("2026-03-02T00:00"))).ShouldBe("2026-03-31T00:00");

    private static long Unix(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    private static string Text(long unix) => DateTimeOffset.FromUnixTimeSeconds(unix).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
