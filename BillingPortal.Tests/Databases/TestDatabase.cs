using BillingPortal.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace BillingPortal.Tests.Databases;

/// <summary>A fresh, migrated database for one test, on either kind; gone when the test is over.</summary>
public sealed class TestDatabase : IDbContextFactory<BillingDb>, IAsyncDisposable
{
    private readonly string databaseName;

    private TestDatabase(DatabaseKind kind, string name, string url)
    {
        (Kind, databaseName, Url) = (kind, name, url);
        Factory = new BillingDbFactory(DatabaseTarget.Parse(url));
    }

    public DatabaseKind Kind { get; }

    /// <summary>What DATABASE_URL would be.</summary>
    public string Url { get; }

    public BillingDbFactory Factory { get; }

    public static Task<TestDatabase> CreateAsync(DatabaseKind kind) => CreateAsync(kind, migrated: true);

    /// <param name="migrated">False: an empty database, for tests of the migrations themselves.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, bool migrated)
    {
        var name = $"test_{Guid.NewGuid():N}";
        if (kind == DatabaseKind.Sqlite)
        {
            Directory.CreateDirectory(DatabaseServers.Directory);
            var file = Path.Combine(DatabaseServers.Directory, name + ".db");
            if (migrated)
                File.Copy(await DatabaseServers.SqliteTemplateAsync(), file);
            return new TestDatabase(kind, name, file);
        }

        var template = migrated ? await DatabaseServers.PostgresTemplateAsync() : "template0";
        await DatabaseServers.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new TestDatabase(kind, name, DatabaseServers.WithDatabase(await DatabaseServers.PostgresServerAsync(), name));
    }

    /// <summary>The own database of a cluster that the test may stop: it goes with the cluster.</summary>
    public static async Task<TestDatabase> CreateOnAsync(PostgresCluster cluster)
    {
        var database = new TestDatabase(DatabaseKind.Postgres, "", DatabaseServers.WithDatabase(cluster.Url, "portal"));
        await new BillingDbMigrator(database.Factory, NullLogger<BillingDbMigrator>.Instance).MigrateAsync(CancellationToken.None);
        return database;
    }

    public BillingDb CreateDbContext() => Factory.CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        if (Kind == DatabaseKind.Postgres)
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(Factory.Target.ConnectionString));
            if (databaseName.Length > 0)
                await DatabaseServers.ExecuteAsync($"DROP DATABASE IF EXISTS {databaseName} WITH (FORCE)");
            return;
        }

        SqliteConnection.ClearPool(new SqliteConnection(Factory.Target.ConnectionString));
        foreach (var suffix in new[] { "", "-wal", "-shm", ".migrating" })
            File.Delete(Url + suffix);
    }
}
