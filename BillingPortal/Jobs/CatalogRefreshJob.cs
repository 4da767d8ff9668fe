using BillingPortal.Core.Catalog;
using Quartz;

namespace BillingPortal.Jobs;

/// <summary>Reads the prices again, by the same rules as at start.</summary>
public sealed class CatalogRefreshJob(CatalogSync sync, ILogger<CatalogRefreshJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var report = await sync.RunAtStartAsync(cancellationToken);
        logger.LogInformation("Catalog refreshed: {Changes} changes, {Problems} problems", report.Changes.Count, report.Problems.Count);
    }
}
