using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Notifications;

/// <summary>Where a mail stands. Skipped has no recipient; Failed has used up its retries.</summary>
public enum OutboxStatus
{
    Pending,
    Sent,
    Failed,
    Skipped,
}

/// <summary>One line of the mail log.</summary>
public sealed record OutboxRow(long Id, string Kind, string OnceKey, OutboxStatus Status, string? ToAddress, string? Subject, OrganizationId? OrganizationId, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, int Attempts, DateTimeOffset? NextAttemptAt, string? LastError);

public sealed record OutboxDetail(OutboxRow Row, RenderedMail? Mail);

public sealed record OutboxFilter(OutboxStatus? Status = null, string? Kind = null, long? BeforeId = null, int Limit = 50);

public sealed record OutboxPage(IReadOnlyList<OutboxRow> Rows, bool HasMore);

/// <summary>What the mail log shows.</summary>
public sealed class OutboxQueries
{
    public Task<OutboxPage> ListAsync(OutboxFilter filter, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<OutboxDetail?> GetAsync(long id, CancellationToken cancellation) => throw new NotImplementedException();
}
