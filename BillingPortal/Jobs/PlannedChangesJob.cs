using BillingPortal.Core.Subscriptions.Changes;
using Quartz;

namespace BillingPortal.Jobs;

/// <summary>Makes planned plan changes come true shortly before their period ends.</summary>
public sealed class PlannedChangesJob(PlannedChanges changes, ILogger<PlannedChangesJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var run = await changes.ApplyDueAsync(cancellationToken);
        logger.LogInformation("Planned changes: {Applied} applied, {Failed} failed", run.Applied, run.Failed);
    }
}
