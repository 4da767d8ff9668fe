using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BillingPortal.Core.Data;

/// <summary>
/// Settings that SQLite forgets with each connection. WAL: readers never wait for the writer. FULL: a commit survives a power cut.
/// Busy timeout: a writer waits its turn instead of failing. Foreign keys come with the connection string.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    private static readonly string Sql = string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {DatabaseTarget.SqliteBusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");

    public static SqlitePragmas Instance { get; } = new();

    /// <summary>For the few places that open a connection without EF Core.</summary>
    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the text is the constant above
        command.CommandText = Sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection); // SQLite's driver has no truly asynchronous calls
        return Task.CompletedTask;
    }
}
