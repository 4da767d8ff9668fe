using System.Globalization;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Components.Parts;

/// <summary>How pages write days, instants, counts and prices. Days and instants always name their zone.</summary>
public static class Words
{
    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <summary>"December 4, 2026 (UTC)".</summary>
    public static string Day(DateTimeOffset instant) => $"{PlainDay(instant)} (UTC)";

    /// <summary>"December 4, 2026", for a place that names the zone once for all its days.</summary>
    public static string PlainDay(DateTimeOffset instant) => instant.UtcDateTime.ToString(IsAmerican ? "MMMM d, yyyy" : "d MMMM yyyy", Culture);

    /// <summary>"Dec 4, 2026, 14:05:09 UTC".</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString(IsAmerican ? "MMM d, yyyy, HH:mm:ss" : "d MMM yyyy, HH:mm:ss", Culture) + " UTC";

    /// <summary>"3 minutes ago", "in 2 hours"; beyond a month the day says more.</summary>
    public static string Relative(DateTimeOffset instant, DateTimeOffset now)
    {
        var distance = (now - instant).Duration();
        var text = distance switch
        {
            { TotalSeconds: < 45 } => null,
            { TotalMinutes: < 60 } => Count(Math.Max(1, (long)Math.Round(distance.TotalMinutes)), "minute"),
            { TotalHours: < 24 } => Count((long)Math.Max(1, Math.Round(distance.TotalHours)), "hour"),
            { TotalDays: < 31 } => Count((long)Math.Max(1, Math.Round(distance.TotalDays)), "day"),
            _ => "",
        };
        return text switch
        {
            null => "just now",
            "" => PlainDay(instant),
            _ => instant <= now ? $"{text} ago" : $"in {text}",
        };
    }

    /// <summary>"1 seat", "3 seats".</summary>
    public static string Count(long count, string noun) => string.Create(Culture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    public static string Money(Money amount) => amount.Format(Culture);

    /// <summary>"per seat per month".</summary>
    public static string Per(BillingInterval interval, bool perSeat) => (perSeat ? "per seat " : "") + (interval == BillingInterval.Yearly ? "per year" : "per month");

    /// <summary>Anything but "yearly" is monthly.</summary>
    public static BillingInterval IntervalOf(string? text) => text == "yearly" ? BillingInterval.Yearly : BillingInterval.Monthly;

    public static string Word(BillingInterval interval) => interval == BillingInterval.Yearly ? "yearly" : "monthly";

    public static string EachPeriod(BillingInterval interval) => interval == BillingInterval.Yearly ? "each year" : "each month";

    /// <summary>A code of the plans file as people read it: "audit_log" → "Audit log".</summary>
    public static string Title(string code)
    {
        var text = code.Replace('_', ' ').Replace('-', ' ').Trim();
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static bool IsAmerican => Culture.Name is "" or "en" or "en-US";
}
