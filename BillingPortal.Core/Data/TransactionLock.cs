using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Data;

/// <summary>Lets writers of one named thing take turns until their transactions end, on both databases.</summary>
public static class TransactionLock
{
    /// <summary>PostgreSQL takes an advisory lock; SQLite needs none, because a transaction there (BEGIN IMMEDIATE) is the only writer anyway.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction that could hold the lock.</exception>
    public static async Task LockAsync(this BillingDb db, string name, CancellationToken cancellation)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException($"The lock '{name}' needs an open transaction.");
        if (db is PostgresBillingDb)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellation);
    }
}
