using BillingPortal.Core.Data;
using Npgsql;
using NpgsqlTypes;

namespace BillingPortal.Core.Webhooks;

/// <summary>The hot insert on PostgreSQL: the batch travels as one array per column, so one prepared statement, one round trip and one flush serve it all.</summary>
public sealed class PostgresInboxStore(DatabaseTarget target) : IInboxStore
{
    private const string Sql =
        """
        INSERT INTO inbox_events
            (event_id, event_type, api_version, livemode, event_created, received_at, payload, object_id, object_kind, group_key, status, ignored_because, version_note, attempts, next_attempt_at)
        SELECT a.*, 0, CASE WHEN a.status = 'Pending' THEN a.received END
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            AS a(id, type, version, livemode, created, received, payload, object_id, object_kind, group_key, status, ignored, note)
        ON CONFLICT (event_id) DO NOTHING
        RETURNING event_id
        """;

    // Limits shorter than the deadline of a delivery, so that Stripe hears "not stored" instead of nothing. No reset on close: nothing here
    // changes the connection's state, and resetting it costs more than inserting a small batch.
    private readonly string connectionString = new NpgsqlConnectionStringBuilder(target.ConnectionString) { Timeout = 3, CommandTimeout = 5, ApplicationName = "BillingPortal intake", NoResetOnClose = true }.ConnectionString;

    public bool IsAway(Exception failure) => failure is not PostgresException { IsTransient: false };

    public async Task<IReadOnlySet<string>> InsertAsync(IReadOnlyList<InboxArrival> batch, CancellationToken cancellation)
    {
        // In one order everywhere: two replicas that store the same events crosswise would wait for each other for ever.
        var rows = batch.OrderBy(arrival => arrival.Head.Id, StringComparer.Ordinal).ToArray();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Sql, connection);
        Add(command, NpgsqlDbType.Text, rows, row => row.Head.Id);
        Add(command, NpgsqlDbType.Text, rows, row => row.Head.Type);
        Add(command, NpgsqlDbType.Text, rows, row => row.Head.ApiVersion);
        Add(command, NpgsqlDbType.Boolean, rows, row => row.Head.Livemode);
        Add(command, NpgsqlDbType.TimestampTz, rows, row => row.Head.Created.UtcDateTime);
        Add(command, NpgsqlDbType.TimestampTz, rows, row => row.ReceivedAt.UtcDateTime);
        Add(command, NpgsqlDbType.Text, rows, row => row.Payload);
        Add(command, NpgsqlDbType.Text, rows, row => row.Head.ObjectId);
        Add(command, NpgsqlDbType.Text, rows, row => row.Head.ObjectKind);
        Add(command, NpgsqlDbType.Text, rows, row => row.Head.GroupKey);
        Add(command, NpgsqlDbType.Text, rows, row => row.Status == InboxStatus.Pending ? "Pending" : "Ignored");
        Add(command, NpgsqlDbType.Text, rows, row => row.IgnoredBecause);
        Add(command, NpgsqlDbType.Text, rows, row => row.VersionNote);
        await command.PrepareAsync(cancellation); // kept with the pooled connection: only the first call goes to the server
        var stored = new HashSet<string>(rows.Length, StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            stored.Add(reader.GetString(0));
        return stored;
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, InboxArrival[] rows, Func<InboxArrival, T> column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = Array.ConvertAll(rows, row => column(row)), NpgsqlDbType = NpgsqlDbType.Array | type });
}
