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

/// <summary>One event whole: payload as received, each attempt with its outcome, what it changed.</summary>
public sealed record InboxDetail(InboxRow Row, string PayloadJson, string? ApiVersion, string? IgnoredBecause, DateTimeOffset? NextAttemptAt, IReadOnlyList<InboxAttemptRow> AttemptLog);

public sealed record InboxAttemptRow(int Number, DateTimeOffset StartedAt, TimeSpan Duration, string? Error);

public sealed record InboxFilter(InboxStatus? Status = null, string? EventType = null, string? ObjectId = null, string? After = null, int Limit = 50);

public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, bool HasMore);

public sealed record InboxCounts(long Pending, long Processed, long Ignored, long Parked, DateTimeOffset? OldestPending);

/// <summary>What the webhook log shows.</summary>
public sealed class InboxQueries
{
    /// <summary>Newest first; <see cref="InboxFilter.After"/> is the last event id of the page before.</summary>
    public Task<InboxPage> ListAsync(InboxFilter filter, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<InboxDetail?> GetAsync(string eventId, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<InboxCounts> CountAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Puts a parked or failed event back in line now. False when there is no such event or it is already done.</summary>
    public Task<bool> RetryNowAsync(string eventId, string actor, CancellationToken cancellation) => throw new NotImplementedException();
}
