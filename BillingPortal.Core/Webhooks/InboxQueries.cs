using BillingPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Webhooks;

/// <summary>Where an event stands. Pending waits (also between retries); parked needs a person.</summary>
public enum InboxStatus
{
    Pending,
    Processed,
    Ignored,
    Parked,
}

/// <summary>One line of the webhook log.</summary>
public sealed record InboxRow(string EventId, string EventType, InboxStatus Status, DateTimeOffset EventCreated, DateTimeOffset ReceivedAt, DateTimeOffset? ProcessedAt, int Attempts, string? LastError, string? ObjectId, string? GroupKey);

/// <summary>One event whole: payload as received (<c>{}</c> once retention removed it), each attempt with its outcome.</summary>
/// <param name="VersionNote">Set when the event came from another release train of Stripe's API than ours.</param>
public sealed record InboxDetail(InboxRow Row, string PayloadJson, string? ApiVersion, string? IgnoredBecause, DateTimeOffset? NextAttemptAt, IReadOnlyList<InboxAttemptRow> AttemptLog, string? VersionNote = null);

public sealed record InboxAttemptRow(int Number, DateTimeOffset StartedAt, TimeSpan Duration, string? Error);

/// <param name="ObjectId">The object or its customer.</param>
/// <param name="After">The last event id of the page before.</param>
public sealed record InboxFilter(InboxStatus? Status = null, string? EventType = null, string? ObjectId = null, string? After = null, int Limit = 50);

public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, bool HasMore);

public sealed record InboxCounts(long Pending, long Processed, long Ignored, long Parked, DateTimeOffset? OldestPending);

/// <summary>Writes a replay into the audit log, in its transaction. Given by the root, because this folder and Audit do not know each other.</summary>
public delegate void ReplayRecorder(BillingDb db, string eventId, string actor);

/// <summary>What the webhook log shows, and the one thing that can be done there.</summary>
public sealed class InboxQueries(IDbContextFactory<BillingDb> databases, InboxSignal signal, ReplayRecorder record, TimeProvider time)
{
    /// <summary>Newest first; <see cref="InboxFilter.After"/> is the last event id of the page before.</summary>
    public async Task<InboxPage> ListAsync(InboxFilter filter, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var events = db.InboxEvents.AsNoTracking();
        var query = events;
        if (filter.Status is { } status)
            query = query.Where(row => row.Status == status);
        if (filter.EventType is { } type)
            query = query.Where(row => row.EventType == type);
        if (filter.ObjectId is { } subject)
            query = query.Where(row => row.GroupKey == subject || row.ObjectId == subject);
        if (filter.After is { } after)
            query = query.Where(row => row.Id < events.Where(last => last.EventId == after).Select(last => last.Id).FirstOrDefault());
        var rows = await Rows(query.OrderByDescending(row => row.Id).Take(filter.Limit + 1)).ToListAsync(cancellation);
        return new InboxPage([.. rows.Take(filter.Limit)], rows.Count > filter.Limit);
    }

    public async Task<InboxDetail?> GetAsync(string eventId, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        if (await db.InboxEvents.AsNoTracking().SingleOrDefaultAsync(row => row.EventId == eventId, cancellation) is not { } found)
            return null;
        var id = found.Id;
        var attempts = await db.InboxAttempts.AsNoTracking().Where(attempt => attempt.InboxEventId == id).OrderBy(attempt => attempt.Id).ToListAsync(cancellation);
        return new InboxDetail(
            Rows(new[] { found }.AsQueryable()).Single(), found.Payload.Length > 0 ? found.Payload : "{}", found.ApiVersion, found.IgnoredBecause, found.NextAttemptAt,
            [.. attempts.Select(attempt => new InboxAttemptRow(attempt.Number, attempt.StartedAt, TimeSpan.FromMicroseconds(attempt.DurationMicroseconds), attempt.Error))], found.VersionNote);
    }

    public async Task<InboxCounts> CountAsync(CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var events = db.InboxEvents.AsNoTracking();
        var counts = await events.GroupBy(row => row.Status).Select(group => new { group.Key, Count = group.LongCount() }).ToDictionaryAsync(line => line.Key, line => line.Count, cancellation);
        var oldest = await events.Where(row => row.Status == InboxStatus.Pending).OrderBy(row => row.Id).Select(row => (DateTimeOffset?)row.ReceivedAt).FirstOrDefaultAsync(cancellation);
        return new InboxCounts(counts.GetValueOrDefault(InboxStatus.Pending), counts.GetValueOrDefault(InboxStatus.Processed), counts.GetValueOrDefault(InboxStatus.Ignored), counts.GetValueOrDefault(InboxStatus.Parked), oldest);
    }

    /// <summary>Puts a parked or failed event back in line now. False when there is no such event or it is already done.</summary>
    public async Task<bool> RetryNowAsync(string eventId, string actor, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var changed = await db.InboxEvents
            .Where(row => row.EventId == eventId && (row.Status == InboxStatus.Parked || row.Status == InboxStatus.Pending))
            .ExecuteUpdateAsync(row => row.SetProperty(again => again.Status, InboxStatus.Pending).SetProperty(again => again.NextAttemptAt, now), cancellation);
        if (changed == 0)
            return false;
        record(db, eventId, actor);
        AfterCommit.Run(db, signal.Set);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static IQueryable<InboxRow> Rows(IQueryable<InboxEvent> query) => query.Select(row => new InboxRow(
        row.EventId, row.EventType, row.Status, row.EventCreated, row.ReceivedAt, row.ProcessedAt, row.Attempts, row.LastError, row.ObjectId, row.GroupKey));
}
