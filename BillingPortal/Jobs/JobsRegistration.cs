using Quartz;

namespace BillingPortal.Jobs;

/// <summary>Gives Quartz the schedule. The store is in memory: jobs are repeatable and hold no state, so a restart loses nothing.</summary>
public static class JobsRegistration
{
    public const string HealthCheck = "scheduler";

    /// <param name="run">False: this process only serves; nothing is scheduled and the health check has nothing to watch.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, bool run)
    {
        if (!run)
            return services;
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            foreach (var line in JobSchedule.All)
            {
                var key = new JobKey(line.Job.Name);
                quartz.AddJob(line.Job, job => job.WithIdentity(key).WithDescription(line.Why).DisallowConcurrentExecution(true));
                quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(line.Job.Name).WithCronSchedule(line.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc)));
            }
        });
        services.AddQuartzHostedService(options =>
        {
            options.AwaitApplicationStarted = true;
            options.WaitForJobsToComplete = true;
        });
        services.AddHealthChecks().AddQuartz(options => options.Name = HealthCheck);
        return services;
    }
}
