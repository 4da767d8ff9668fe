using BillingPortal.Core.Subscriptions.Changes;
using Quartz;

namespace BillingPortal.Jobs;

/// <summary>Gives Quartz the schedule. The store is in memory: jobs are repeatable and hold no state, so a restart loses nothing.</summary>
public static class JobsRegistration
{
    public const string HealthCheck = "scheduler";

    /// <param name="run">False: this process only serves; nothing is scheduled and the health check has nothing to watch.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration, bool run)
    {
        if (!run)
            return services;
        var changes = configuration.GetSection(ChangeOptions.Section).Get<ChangeOptions>() ?? new ChangeOptions();
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            foreach (var line in JobSchedule.For(changes))
            {
                var key = new JobKey(line.Job.Name);
                quartz.AddJob(line.Job, job => job.WithIdentity(key).WithDescription(line.Why).DisallowConcurrentExecution(true));
                quartz.AddTrigger(trigger => line.When(trigger.ForJob(key).WithIdentity(line.Job.Name)));
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
