using BillingPortal.Core.Subscriptions.Changes;
using Quartz;

namespace BillingPortal.Jobs;

/// <summary>THE schedule: which job runs when, each line with its why.</summary>
public static class JobSchedule
{
    public static IReadOnlyList<ScheduledJob> For(ChangeOptions changes) =>
    [
        ScheduledJob.At<CatalogRefreshJob>("0 7 * * * ?", "Prices that somebody changed in Stripe's Dashboard shall be sold within the hour."),
        ScheduledJob.At<InboxRetentionJob>("0 41 3 * * ?", "Payloads of processed events are personal data; the ids stay for ever, for they make an event unique."),
        .. changes.CronEnabled
            ? [ScheduledJob.Every<PlannedChangesJob>(TimeSpan.FromSeconds(changes.CronIntervalSeconds), "A planned change must be made before its period ends, or the customer is cancelled for a moment.")]
            : Array.Empty<ScheduledJob>(),
    ];
}

/// <summary>One line of the schedule.</summary>
/// <param name="When">Makes the trigger's times, in UTC.</param>
public sealed record ScheduledJob(Type Job, Action<ITriggerConfigurator> When, string Why)
{
    /// <param name="cron">Quartz's form with seconds first.</param>
    public static ScheduledJob At<T>(string cron, string why)
        where T : IJob => new(typeof(T), trigger => trigger.WithCronSchedule(cron, schedule => schedule.InTimeZone(TimeZoneInfo.Utc)), why);

    public static ScheduledJob Every<T>(TimeSpan interval, string why)
        where T : IJob => new(typeof(T), trigger => trigger.WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()), why);
}
