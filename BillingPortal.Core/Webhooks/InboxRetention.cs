using BillingPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Webhooks;

/// <summary>Removes the payloads of events that are long done. Their ids stay, because uniqueness is for ever.</summary>
public sealed class InboxRetention(IDbContextFactory<BillingDb> databases, WebhookOptions options, TimeProvider time)
{
    private const int AtOnce = 1000;

    /// <summary>Returns how many payloads were removed. In small steps, so that no lock is held for long.</summary>
    public async Task<int> PruneAsync(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.RetentionDays);
        await using var db = databases.CreateDbContext();
        var events = db.InboxEvents;
        var (removed, after) = (0, 0L);
        while (true)
        {
            var ids = await events
                .Where(row => row.Id > after && row.ReceivedAt < before && row.Payload != "" && (row.Status == InboxStatus.Processed || row.Status == InboxStatus.Ignored))
                .OrderBy(row => row.Id).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellation);
            if (ids.Count == 0)
                return removed;
            removed += await events.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(done => done.Payload, ""), cancellation);
            after = ids[^1];
        }
    }
}
