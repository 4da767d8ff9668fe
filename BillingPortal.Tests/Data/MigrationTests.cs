using BillingPortal.Core.Data;
using BillingPortal.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace BillingPortal.Tests.Data;

public sealed class MigrationTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_migrations_say_what_the_model_says(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.CreateDbContext();
        db.Database.HasPendingModelChanges().ShouldBeFalse("the model changed without a migration");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_empty_database_is_brought_to_the_newest_schema_and_a_second_start_changes_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, migrated: false);
        (await Migrator(database).MigrateAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        (await Migrator(database).MigrateAsync(CancellationToken.None)).ShouldBe(0);
        await using var db = database.CreateDbContext();
        (await db.Users.CountAsync()).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Of_many_that_start_at_once_one_migrates_and_all_go_on(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, migrated: false);
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            new BillingDbMigrator(new BillingDbFactory(database.Factory.Target), NullLogger<BillingDbMigrator>.Instance).MigrateAsync(CancellationToken.None))));
        applied.Count(count => count > 0).ShouldBe(1);
        await using var db = database.CreateDbContext();
        (await db.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_PostgreSQL_a_database_that_does_not_exist_is_made_by_whoever_comes_first()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres, migrated: false);
        await DatabaseServers.ExecuteAsync($"DROP DATABASE {new Uri(database.Url).AbsolutePath[1..]} WITH (FORCE)");
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            new BillingDbMigrator(new BillingDbFactory(database.Factory.Target), NullLogger<BillingDbMigrator>.Instance).MigrateAsync(CancellationToken.None))));
        applied.Count(count => count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task On_SQLite_a_starter_that_was_killed_while_migrating_does_not_lock_out_the_next()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, migrated: false);
        await using (var db = database.CreateDbContext())
        {
            // What EF Core leaves behind when its process dies in the middle of a migration.
            await db.Database.ExecuteSqlAsync($"CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL)");
            await db.Database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00+00:00')");
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        (await Migrator(database).MigrateAsync(patience.Token)).ShouldBeGreaterThan(0);
    }

    private static BillingDbMigrator Migrator(TestDatabase database) => new(database.Factory, NullLogger<BillingDbMigrator>.Instance);
}
