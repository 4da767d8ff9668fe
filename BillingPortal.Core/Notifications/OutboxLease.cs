using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Notifications;

/// <summary>Takes due mails for one sender, so that several replicas never send the same one; a sender that died loses them when the lease ends.</summary>
public sealed class OutboxLease(IDbContextFactory<BillingDb> databases, IdGenerator ids, TimeProvider time)
{
    /// <summary>Longer than a batch can take: rounds of <see cref="OutboxSender.Parallelism"/> mails at <see cref="OutboxSender.PerMail"/> each.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    public const int Batch = 12;

    /// <summary>
    /// SQLite serves one process, so when that starts nobody is sending and every lease is a dead one's: mails need not wait for its end. On
    /// PostgreSQL another replica may hold it, and only time tells.
    /// </summary>
    public async Task ForgetTheDeadAsync(CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        if (!db.Database.IsSqlite())
            return;
        var messages = db.OutboxMessages;
        await messages.Where(message => message.LeasedUntil != null)
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.LeaseToken, (string?)null).SetProperty(message => message.LeasedUntil, (DateTimeOffset?)null), cancellation);
    }

    /// <summary>Due mails, oldest first, each marked with a token that only this call knows.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var messages = db.OutboxMessages;
        var now = time.GetUtcNow();
        var due = await messages
            .Where(message => message.Status == OutboxStatus.Pending && message.NextAttemptAt <= now && (message.LeasedUntil == null || message.LeasedUntil <= now))
            .OrderBy(message => message.NextAttemptAt).ThenBy(message => message.Id).Select(message => message.Id).Take(Batch).ToListAsync(cancellation);
        if (due.Count == 0)
            return [];

        // The condition again: of two senders that saw the same row, the second finds it leased and leaves it.
        var (token, until) = (ids.New("lease"), now + Length);
        await messages
            .Where(message => due.Contains(message.Id) && message.Status == OutboxStatus.Pending && (message.LeasedUntil == null || message.LeasedUntil <= now))
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.LeaseToken, token).SetProperty(message => message.LeasedUntil, until), cancellation);
        return await messages.AsNoTracking().Where(message => message.LeaseToken == token).OrderBy(message => message.Id).ToListAsync(cancellation);
    }

    /// <summary>Writes what became of a mail and gives the row back, unless the lease went to another sender meanwhile.</summary>
    public async Task<bool> FinishAsync(OutboxMessage leased, Action<OutboxMessage> change, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var messages = db.OutboxMessages;
        var (id, token) = (leased.Id, leased.LeaseToken);
        var mine = await messages.Where(message => message.Id == id && message.LeaseToken == token)
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.LeaseToken, (string?)null).SetProperty(message => message.LeasedUntil, (DateTimeOffset?)null), cancellation);
        if (mine == 0)
            return false;
        change(await messages.SingleAsync(message => message.Id == id, cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
