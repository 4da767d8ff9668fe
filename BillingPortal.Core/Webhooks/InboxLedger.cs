using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Webhooks;

/// <summary>Writes down what became of each attempt: processed, to be tried again, or parked.</summary>
public sealed class InboxLedger(IDbContextFactory<BillingDb> databases, InboxBacklog backlog, TimeProvider time, ILogger<InboxLedger> logger)
{
    private const int LongestError = 2000;

    /// <summary>Notes success in the handlers' own transaction, so that work and note are one.</summary>
    public async Task MarkProcessedAsync(BillingDb db, IReadOnlyList<InboxEvent> events, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var row in await TrackedAsync(db, events, cancellation))
        {
            row.Attempts++;
            (row.Status, row.ProcessedAt, row.NextAttemptAt, row.LastError) = (InboxStatus.Processed, now, null, null);
            db.Add(Attempt(row, startedAt, now, null));
        }

        await db.SaveChangesAsync(cancellation);
    }

    public void ReportProcessed(IReadOnlyList<InboxEvent> events)
    {
        var now = time.GetUtcNow();
        foreach (var row in events)
        {
            BillingMetrics.WebhookProcessed.Add(1, new KeyValuePair<string, object?>(BillingMetrics.EventTypeTag, row.EventType));
            BillingMetrics.InboxAge.Record((now - row.ReceivedAt).TotalSeconds);
            logger.LogInformation("Stripe webhook processed: {EventId} {EventType} of {CustomerId}", row.EventId, row.EventType, row.GroupKey);
        }
    }

    /// <summary>Notes a failure in a transaction of its own, because the one of the handlers is gone.</summary>
    public async Task MarkFailedAsync(GroupLease lease, IReadOnlyList<InboxEvent> events, DateTimeOffset startedAt, Exception failure, CancellationToken cancellation)
    {
        var (now, error) = (time.GetUtcNow(), Describe(failure));
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await backlog.FenceAsync(db, lease, cancellation);
        foreach (var row in await TrackedAsync(db, events, cancellation))
        {
            row.Attempts++;
            var pause = failure is ParkedForGoodException ? null : RetrySchedule.PauseAfter(row.Attempts);
            (row.Status, row.NextAttemptAt, row.LastError) = (pause is null ? InboxStatus.Parked : InboxStatus.Pending, now + pause, error);
            db.Add(Attempt(row, startedAt, now, error));
            BillingMetrics.WebhookFailed.Add(1, new KeyValuePair<string, object?>(BillingMetrics.EventTypeTag, row.EventType));
            logger.LogWarning(failure, "Stripe webhook failed at attempt {Attempt}: {EventId} {EventType} of {CustomerId}, {Next}",
                row.Attempts, row.EventId, row.EventType, row.GroupKey, pause is null ? "parked until a person looks" : $"again in {pause}");
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Only those still pending: a retry asked for by hand may have come in between.</summary>
    private static Task<List<InboxEvent>> TrackedAsync(BillingDb db, IReadOnlyList<InboxEvent> events, CancellationToken cancellation)
    {
        var ids = events.Select(row => row.Id).ToList();
        return db.InboxEvents.Where(row => ids.Contains(row.Id) && row.Status == InboxStatus.Pending).OrderBy(row => row.Id).ToListAsync(cancellation);
    }

    private static InboxAttempt Attempt(InboxEvent row, DateTimeOffset startedAt, DateTimeOffset now, string? error) => new()
    {
        InboxEventId = row.Id, Number = row.Attempts, StartedAt = startedAt, DurationMicroseconds = (long)(now - startedAt).TotalMicroseconds, Error = error,
    };

    /// <summary>Kind and words of the failure, never the payload.</summary>
    private static string Describe(Exception failure)
    {
        var text = failure is DbUpdateException { InnerException: { } inner } ? $"{failure.GetType().Name}: {inner.Message}" : $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= LongestError ? text : text[..LongestError];
    }
}

/// <summary>Trying again cannot help: a person must look.</summary>
public sealed class ParkedForGoodException(string message, Exception? inner = null) : Exception(message, inner);
