using BillingPortal.Core.Data;
using BillingPortal.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(DatabaseServers))]

namespace BillingPortal.Tests.Databases;

/// <summary>
/// What all test databases are copied from: one migrated SQLite file and one migrated PostgreSQL database, made when first asked for.
/// PostgreSQL is the server in BILLINGPORTAL_TEST_POSTGRES, or a private cluster for this run.
/// </summary>
public sealed class DatabaseServers : IAsyncDisposable
{
    private static readonly string Run = Guid.NewGuid().ToString("N")[..10];
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> ServerUrl = new(FindServerAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static PostgresCluster? ownCluster;

    public static string Directory { get; } = Path.Combine(Path.GetTempPath(), $"billing-tests-{Run}");

    /// <summary>Programs that run on test databases until the end of the run: they are stopped before their databases go.</summary>
    internal static System.Collections.Concurrent.ConcurrentBag<IAsyncDisposable> Users { get; } = [];

    internal static Task<string> SqliteTemplateAsync() => SqliteTemplate.Value;

    internal static Task<string> PostgresServerAsync() => ServerUrl.Value;

    /// <summary>Returns the template database's name.</summary>
    internal static Task<string> PostgresTemplateAsync() => PostgresTemplate.Value;

    internal static string WithDatabase(string serverUrl, string name) => new UriBuilder(serverUrl) { Path = name }.Uri.AbsoluteUri;

    internal static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(DatabaseTarget.Parse(await PostgresServerAsync()).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in Users)
            await user.DisposeAsync();
        if (PostgresTemplate.IsValueCreated && PostgresTemplate.Value.IsCompletedSuccessfully && ownCluster is null)
            await ExecuteAsync($"DROP DATABASE IF EXISTS {await PostgresTemplate.Value} WITH (FORCE)");
        NpgsqlConnection.ClearAllPools();
        if (ownCluster is not null)
            await ownCluster.DisposeAsync();
        if (SqliteTemplate.IsValueCreated) // a run without data tests has not loaded SQLite, and shall not do so to say goodbye
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (System.IO.Directory.Exists(Directory))
            System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static async Task<string> FindServerAsync()
    {
        if (Environment.GetEnvironmentVariable("BILLINGPORTAL_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        ownCluster = await PostgresCluster.StartAsync();
        return ownCluster.Url;
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var file = Path.Combine(Directory, "template.db");
        await MigrateAsync(file);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools(); // the last one to leave folds the write-ahead log into the file
        return file;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var name = $"template_{Run}";
        var url = WithDatabase(await PostgresServerAsync(), name);
        await MigrateAsync(url);
        NpgsqlConnection.ClearAllPools(); // PostgreSQL copies no database that somebody is connected to
        return name;
    }

    private static Task<int> MigrateAsync(string url) =>
        new BillingDbMigrator(new BillingDbFactory(DatabaseTarget.Parse(url)), NullLogger<BillingDbMigrator>.Instance).MigrateAsync(CancellationToken.None);
}
