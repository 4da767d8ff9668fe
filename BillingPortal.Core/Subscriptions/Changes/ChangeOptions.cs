using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>How plan changes are quoted.</summary>
public sealed class ChangeOptions : IPortalOptions
{
    public const string Section = "Changes";

    /// <summary>How long a quote is good for, in minutes, 1 to 60.</summary>
    public int QuoteMinutes { get; set; } = 15;

    public TimeSpan QuoteLifetime => TimeSpan.FromMinutes(QuoteMinutes);

    /// <summary>Off stops the job that makes planned changes come true; what runs out meanwhile is rescued.</summary>
    public bool CronEnabled { get; set; } = true;

    /// <summary>How often that job looks, in seconds.</summary>
    public int CronIntervalSeconds { get; set; } = 420;

    /// <summary>How long before the end of the period it acts, in seconds; longer than the interval, or changes come too late.</summary>
    public int CronLookaheadSeconds { get; set; } = 900;

    /// <summary>Changes in one run.</summary>
    public int BatchLimit { get; set; } = 200;

    public TimeSpan LookAhead => TimeSpan.FromSeconds(CronLookaheadSeconds);

    public IEnumerable<string> Problems()
    {
        if (CronIntervalSeconds is < 10 or > 86_400)
            yield return $"RECONCILE_CRON_INTERVAL_SECONDS must be a whole number from 10 to 86400, not {CronIntervalSeconds}.";
        if (CronLookaheadSeconds <= CronIntervalSeconds)
            yield return $"RECONCILE_CRON_LOOKAHEAD_SECONDS must be greater than RECONCILE_CRON_INTERVAL_SECONDS ({CronIntervalSeconds}), not {CronLookaheadSeconds}: a planned change would come too late.";
        if (BatchLimit is < 1 or > 10_000)
            yield return $"RECONCILE_CRON_BATCH_LIMIT must be a whole number from 1 to 10000, not {BatchLimit}.";
        if (QuoteMinutes is < 1 or > 60)
            yield return $"BILLING_QUOTE_MINUTES must be a whole number from 1 to 60, not {QuoteMinutes}.";
    }
}
