using BillingPortal.Core.Webhooks;
using Quartz;

namespace BillingPortal.Jobs;

/// <summary>Removes the payloads of events that were processed long ago.</summary>
public sealed class InboxRetentionJob(InboxRetention retention, ILogger<InboxRetentionJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        logger.LogInformation("Inbox retention removed {Payloads} payloads", await retention.PruneAsync(cancellationToken));
}
