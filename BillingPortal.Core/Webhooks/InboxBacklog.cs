using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Webhooks;

/// <summary>Finds what is due, and lends groups to one worker at a time.</summary>
public sealed class InboxBacklog(IDbContextFactory<BillingDb> databases, IdGenerator ids, TimeProvider time)
{
    /// <summary>How long a group stays lent without a word. A worker prolongs it with each commit, so only a dead or stuck one loses it.</summary>
    public static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private const int Look = 500;
    private const int MostEventsAtOnce = 100;

    /// <summary>
    /// SQLite serves one process, so when that starts nobody is at work and every lease is a dead one's: events need not wait for its end. On
    /// PostgreSQL another replica may hold it, and only time tells.
    /// </summary>
    public async Task ForgetTheDeadAsync(CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        if (db.Database.IsSqlite())
            await db.InboxLeases.ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Groups with something due that nobody works on, those that wait longest first.</summary>
    public async Task<IReadOnlyList<string>> DueGroupsAsync(CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var (now, leases) = (time.GetUtcNow(), db.InboxLeases);
        var keys = await db.InboxEvents
            .Where(row => row.Status == InboxStatus.Pending && row.NextAttemptAt <= now && !leases.Any(lease => lease.GroupKey == row.GroupKey && lease.Until > now))
            .OrderBy(row => row.Id).Select(row => row.GroupKey).Take(Look).ToListAsync(cancellation);
        return [.. keys.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Null when another worker has the group. One statement, so that of two that ask at once one gets it, on both databases.</summary>
    public async Task<GroupLease?> TakeAsync(string group, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var (now, token) = (time.GetUtcNow(), ids.New("lease"));
        var (from, until) = (db.Stored(now), db.Stored(now + LeaseLength));
        var taken = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO inbox_leases (group_key, token, until) VALUES ({group}, {token}, {until})
            ON CONFLICT (group_key) DO UPDATE SET token = excluded.token, until = excluded.until WHERE inbox_leases.until <= {from}
            """,
            cancellation);
        return taken == 1 ? new GroupLease(group, token) : null;
    }

    public async Task<IReadOnlyList<InboxEvent>> DueEventsAsync(string group, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var now = time.GetUtcNow();
        return await db.InboxEvents.AsNoTracking()
            .Where(row => row.GroupKey == group && row.Status == InboxStatus.Pending && row.NextAttemptAt <= now)
            .OrderBy(row => row.EventCreated).ThenBy(row => row.Id).Take(MostEventsAtOnce).ToListAsync(cancellation);
    }

    public async Task ReleaseAsync(GroupLease lease, CancellationToken cancellation)
    {
        await using var db = databases.CreateDbContext();
        var (group, token) = (lease.GroupKey, lease.Token);
        await db.InboxLeases.Where(row => row.GroupKey == group && row.Token == token).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>
    /// The fence: first statement of every transaction of a worker. It prolongs the lease and holds its row until the commit, so nobody can take
    /// the group meanwhile; and it fails when somebody already has.
    /// </summary>
    /// <exception cref="LeaseLostException">Another worker has the group: this one must not write any more.</exception>
    public async Task FenceAsync(BillingDb db, GroupLease lease, CancellationToken cancellation)
    {
        var (group, token, until) = (lease.GroupKey, lease.Token, time.GetUtcNow() + LeaseLength);
        var mine = await db.InboxLeases.Where(row => row.GroupKey == group && row.Token == token)
            .ExecuteUpdateAsync(row => row.SetProperty(lent => lent.Until, until), cancellation);
        if (mine == 0)
            throw new LeaseLostException($"The lease of {group} went to another worker.");
    }
}

/// <summary>A group that is lent to one worker; the token is the proof.</summary>
public sealed record GroupLease(string GroupKey, string Token);

public sealed class LeaseLostException(string message) : Exception(message);
