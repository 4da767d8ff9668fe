using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BillingPortal.Benchmarks;

/// <summary>The floor that group commit is measured against: the same row in the same table, with one prepared insert and one commit for each event.</summary>
internal sealed class CommitPerEvent(BillingDbFactory factory) : IDisposable
{
    private const string Columns = "event_id, event_type, api_version, livemode, event_created, received_at, payload, object_id, object_kind, group_key, status, attempts, next_attempt_at";
    private readonly UtcMicrosecondsConverter instants = new();
    private readonly SemaphoreSlim turn = new(1); // SQLite has one writer: a queue is kinder to it than 32 that poll for the lock
    private readonly string connectionString = factory.Target.Kind == DatabaseKind.Postgres ? new NpgsqlConnectionStringBuilder(factory.Target.ConnectionString) { NoResetOnClose = true }.ConnectionString : ""; // as the portal's own intake
    private SqliteCommand? sqlite;

    public Task InsertAsync(EventHead head, string payload, DateTimeOffset now) =>
        factory.Target.Kind == DatabaseKind.Postgres ? PostgresAsync(head, payload, now) : SqliteAsync(head, payload, now);

    public void Dispose()
    {
        sqlite?.Connection?.Dispose();
        sqlite?.Dispose();
        turn.Dispose();
    }

    private async Task PostgresAsync(EventHead head, string payload, DateTimeOffset now)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"INSERT INTO inbox_events ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'Pending', 0, $6) ON CONFLICT (event_id) DO NOTHING", connection);
        foreach (var value in Values(head, payload))
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        command.Parameters.Insert(4, new NpgsqlParameter { Value = head.Created.UtcDateTime });
        command.Parameters.Insert(5, new NpgsqlParameter { Value = now.UtcDateTime });
        await command.PrepareAsync();
        await command.ExecuteNonQueryAsync();
    }

    private async Task SqliteAsync(EventHead head, string payload, DateTimeOffset now)
    {
        await turn.WaitAsync();
        try
        {
            sqlite ??= Prepare();
            var values = Values(head, payload).ToList();
            values.InsertRange(4, [instants.ConvertToProvider(head.Created), instants.ConvertToProvider(now)]);
            for (var index = 0; index < values.Count; index++)
                sqlite.Parameters[index].Value = values[index] ?? DBNull.Value;
            sqlite.ExecuteNonQuery();
        }
        finally
        {
            turn.Release();
        }
    }

    private SqliteCommand Prepare()
    {
        var connection = new SqliteConnection(factory.Target.ConnectionString);
        connection.Open();
        SqlitePragmas.Apply(connection);
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO inbox_events ({Columns}) VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, 'Pending', 0, @6) ON CONFLICT (event_id) DO NOTHING";
        for (var number = 1; number <= 10; number++)
            command.Parameters.Add(new SqliteParameter($"@{number}", DBNull.Value));
        command.Prepare();
        return command;
    }

    private static object?[] Values(EventHead head, string payload) => [head.Id, head.Type, head.ApiVersion, head.Livemode, payload, head.ObjectId, head.ObjectKind, head.GroupKey];
}
