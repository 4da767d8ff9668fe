using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BillingPortal.Core.Data;

/// <summary>
/// Brings the database to this version's schema at start, one starter at a time. The lock is our own, because EF Core's lock on SQLite is a
/// row that outlives a killed process and would make every later start wait for ever; ours (a file lock, an advisory lock) dies with its holder.
/// </summary>
public sealed class BillingDbMigrator(BillingDbFactory factory, ILogger<BillingDbMigrator> logger)
{
    private const long AdvisoryKey = 0x62696C6C696E67; // "billing" in ASCII

    /// <summary>Returns how many migrations were applied; 0 when the database was up to date.</summary>
    public async Task<int> MigrateAsync(CancellationToken cancellation)
    {
        await using var turn = factory.Target.Kind == DatabaseKind.Sqlite
            ? await LockFileAsync(cancellation)
            : await LockServerAsync(cancellation);
        await using var db = factory.CreateDbContext();
        if (factory.Target.Kind == DatabaseKind.Sqlite)
            await RemoveAbandonedLockAsync(db, cancellation);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).Count();
        if (pending > 0)
            await db.Database.MigrateAsync(cancellation);
        logger.LogInformation("Database schema is current ({Applied} migrations applied, {Database})", pending, factory.Target.Kind);
        return pending;
    }

    private async Task<IAsyncDisposable> LockFileAsync(CancellationToken cancellation)
    {
        var file = new SqliteConnectionStringBuilder(factory.Target.ConnectionString).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        while (true)
        {
            try
            {
                return new FileStream(file + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (held is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    /// <summary>We hold the file lock, so a row in EF Core's lock table can only come from a process that died.</summary>
    private static async Task RemoveAbandonedLockAsync(BillingDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var tables = await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellation);
        if (tables > 0)
            await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellation);
    }

    private async Task<IAsyncDisposable> LockServerAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(factory.Target.ConnectionString);
        try
        {
            await OpenOrCreateAsync(connection, cancellation);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { CommandTimeout = 0 };
            command.Parameters.Add(new NpgsqlParameter { Value = AdvisoryKey });
            await command.ExecuteNonQueryAsync(cancellation);
            return new ServerLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task OpenOrCreateAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var db = factory.CreateDbContext();
            try
            {
                await db.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellation);
            }
            catch (PostgresException raced) when (raced.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                logger.LogInformation("Another starter created the database first");
            }

            await connection.OpenAsync(cancellation);
        }
    }

    private sealed class ServerLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // Said in words: a pooled connection goes back to the pool and would keep the lock until it is used again.
            await using (var command = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", connection))
            {
                command.Parameters.Add(new NpgsqlParameter { Value = AdvisoryKey });
                await command.ExecuteNonQueryAsync();
            }

            await connection.DisposeAsync();
        }
    }
}
