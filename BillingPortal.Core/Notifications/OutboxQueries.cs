using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

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

/// <param name="Mail">As it was sent; null before that, and for a sensitive mail that was not caught on this machine.</param>
public sealed record OutboxDetail(OutboxRow Row, RenderedMail? Mail);

public sealed record OutboxFilter(OutboxStatus? Status = null, string? Kind = null, long? BeforeId = null, int Limit = 50);

public sealed record OutboxPage(IReadOnlyList<OutboxRow> Rows, bool HasMore);

/// <summary>What the mail log shows, and what the sandbox's mail catcher reads.</summary>
public sealed class OutboxQueries(IDbContextFactory<BillingDb> databases, EmailOptions options)
{
    private const int MostCaught = 20;

    /// <summary>Newest first; <see cref="OutboxFilter.BeforeId"/> is the last id of the page before.</summary>
    public async Task<OutboxPage> ListAsync(OutboxFilter filter, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var query = db.OutboxMessages.AsNoTracking();
        if (filter.Status is { } status)
            query = query.Where(message => message.Status == status);
        if (filter.Kind is { } kind)
            query = query.Where(message => message.Kind == kind);
        if (filter.BeforeId is { } before)
            query = query.Where(message => message.Id < before);
        var rows = await Rows(query.OrderByDescending(message => message.Id).Take(filter.Limit + 1)).ToListAsync(cancellation);
        return new OutboxPage([.. rows.Take(filter.Limit)], rows.Count > filter.Limit);
    }

    public async Task<OutboxDetail?> GetAsync(long id, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var message = await db.OutboxMessages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == id, cancellation);
        return message is null ? null : Detail(message);
    }

    /// <summary>The newest mails that were sent to an address, only where mails are caught on this machine; else nothing, whatever there is.</summary>
    public async Task<IReadOnlyList<OutboxDetail>> CaughtForAsync(string address, CancellationToken cancellation)
    {
        if (!options.CatchMail)
            return [];
        await using var db = databases.CreateDbContext();
        var messages = await db.OutboxMessages.AsNoTracking()
            .Where(message => message.ToAddress == address && message.Status == OutboxStatus.Sent)
            .OrderByDescending(message => message.Id).Take(MostCaught).ToListAsync(cancellation);
        return [.. messages.Select(Detail)];
    }

    private OutboxDetail Detail(OutboxMessage message) => new(
        Rows(new[] { message }.AsQueryable()).Single(),
        message is { Subject: { } subject, Html: { } html, Text: { } text } && (options.CatchMail || !message.Sensitive) ? new RenderedMail(subject, html, text) : null);

    private static IQueryable<OutboxRow> Rows(IQueryable<OutboxMessage> query) => query.Select(message => new OutboxRow(
        message.Id, message.Kind, message.OnceKey, message.Status, message.ToAddress, message.Subject, message.OrganizationId,
        message.CreatedAt, message.SentAt, message.Attempts, message.NextAttemptAt, message.LastError));
}
