namespace BillingPortal.Jobs;

/// <summary>THE schedule: which job runs when, each line with its why.</summary>
public static class JobSchedule
{
    public static IReadOnlyList<ScheduledJob> All { get; } =
    [
        new(typeof(CatalogRefreshJob), "0 7 * * * ?", "Prices that somebody changed in Stripe's Dashboard shall be sold within the hour."),
        new(typeof(InboxRetentionJob), "0 41 3 * * ?", "Payloads of processed events are personal data; the ids stay for ever, for they make an event unique."),
    ];
}

/// <summary>One line of the schedule.</summary>
/// <param name="Cron">Quartz's form with seconds first, UTC.</param>
public sealed record ScheduledJob(Type Job, string Cron, string Why);
