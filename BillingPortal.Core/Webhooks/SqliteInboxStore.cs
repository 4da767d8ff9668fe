using BillingPortal.Core.Data;
using Microsoft.Data.Sqlite;

namespace BillingPortal.Core.Webhooks;

/// <summary>The hot insert on SQLite: one connection of its own, one prepared statement, run for each event inside one transaction.</summary>
public sealed class SqliteInboxStore(DatabaseTarget target) : IInboxStore, IDisposable
{
    private const string Sql =
        """
        INSERT INTO inbox_events
            (event_id, event_type, api_version, livemode, event_created, received_at, payload, object_id, object_kind, group_key, status, ignored_because, version_note, attempts, next_attempt_at)
        VALUES ($id, $type, $version, $livemode, $created, $received, $payload, $object_id, $object_kind, $group_key, $status, $ignored, $note, 0, CASE WHEN $status = 'Pending' THEN $received END)
        ON CONFLICT (event_id) DO NOTHING
        """;

    /// <summary>Shorter than the deadline of a delivery, so that Stripe hears "not stored" instead of nothing.</summary>
    private const int BusySeconds = 5;

    // Primary result codes: the file is busy, locked, read-only, broken, full or gone. https://www.sqlite.org/rescode.html
    private static readonly int[] AwayCodes = [5, 6, 8, 10, 11, 13, 14, 26];
    private static readonly UtcMicrosecondsConverter Instants = new();
    private readonly string connectionString = new SqliteConnectionStringBuilder(target.ConnectionString) { DefaultTimeout = BusySeconds, Pooling = false }.ConnectionString;
    private SqliteCommand? insert;

    public bool IsAway(Exception failure) => failure is not SqliteException known || AwayCodes.Contains(known.SqliteErrorCode);

    /// <summary>SQLite has no asynchronous calls; this runs on the intake's own loop, one batch at a time.</summary>
    public Task<IReadOnlySet<string>> InsertAsync(IReadOnlyList<InboxArrival> batch, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<IReadOnlySet<string>>(Insert(batch, insert ??= Prepare()));
        }
        catch (Exception failure) when (IsAway(failure))
        {
            Dispose(); // the next batch begins with a fresh connection
            throw;
        }
    }

    public void Dispose()
    {
        insert?.Connection?.Dispose();
        insert?.Dispose();
        insert = null;
    }

    private static HashSet<string> Insert(IReadOnlyList<InboxArrival> batch, SqliteCommand insert)
    {
        var stored = new HashSet<string>(batch.Count, StringComparer.Ordinal);
        using var transaction = insert.Connection!.BeginTransaction();
        insert.Transaction = transaction;
        foreach (var arrival in batch)
        {
            Bind(insert, arrival);
            if (insert.ExecuteNonQuery() == 1)
                stored.Add(arrival.Head.Id);
        }

        transaction.Commit();
        return stored;
    }

    private static void Bind(SqliteCommand insert, InboxArrival arrival)
    {
        object?[] values =
        [
            arrival.Head.Id, arrival.Head.Type, arrival.Head.ApiVersion, arrival.Head.Livemode,
            Instants.ConvertToProvider(arrival.Head.Created), Instants.ConvertToProvider(arrival.ReceivedAt), arrival.Payload,
            arrival.Head.ObjectId, arrival.Head.ObjectKind, arrival.Head.GroupKey,
            arrival.Status == InboxStatus.Pending ? "Pending" : "Ignored", arrival.IgnoredBecause, arrival.VersionNote,
        ];
        for (var index = 0; index < values.Length; index++)
            insert.Parameters[index].Value = values[index] ?? DBNull.Value;
    }

    private SqliteCommand Prepare()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            // 32 MiB of pages: event ids fall anywhere into their index, which outgrows SQLite's own 2 MiB within some ten thousand events.
            pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;";
            pragmas.ExecuteNonQuery();
        }

        var command = connection.CreateCommand();
        command.CommandText = Sql;
        foreach (var name in new[] { "$id", "$type", "$version", "$livemode", "$created", "$received", "$payload", "$object_id", "$object_kind", "$group_key", "$status", "$ignored", "$note" })
            command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        command.Prepare();
        return command;
    }
}
