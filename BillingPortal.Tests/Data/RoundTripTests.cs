using System.Xml.Linq;
using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Data;

public sealed class RoundTripTests
{
    private static readonly DateTimeOffset Instant = new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.FromHours(-7)).AddTicks(1234560);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_instant_keeps_its_microseconds_and_comes_back_as_UTC(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await SaveAsync(database, Entry("kept", Instant));
        await using var db = database.CreateDbContext();
        var entry = await db.AuditEntries.SingleAsync();
        entry.At.ShouldBe(Instant);
        entry.At.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Instants_are_compared_and_ordered_by_the_database(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await SaveAsync(database, Entry("late", Instant.AddMicroseconds(2)), Entry("early", Instant), Entry("middle", Instant.AddMicroseconds(1).ToUniversalTime()));
        await using var db = database.CreateDbContext();
        var after = Instant;
        (await db.AuditEntries.Where(entry => entry.At > after).OrderByDescending(entry => entry.At).Select(entry => entry.Action).ToListAsync())
            .ShouldBe(["late", "middle"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_typed_id_is_stored_as_its_text_and_found_by_value(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var mine = new OrganizationId("org_mine");
        await SaveAsync(database, Entry("mine", Instant, mine), Entry("other", Instant, new OrganizationId("org_other")), Entry("nobody's", Instant));
        await using var db = database.CreateDbContext();
        (await db.AuditEntries.SingleAsync(entry => entry.OrganizationId == mine)).Action.ShouldBe("mine");
        (await db.AuditEntries.SingleAsync(entry => entry.OrganizationId == null)).Action.ShouldBe("nobody's");
    }

    [Fact]
    public void A_currency_is_stored_as_its_three_letters()
    {
        var converter = new CurrencyConverter();
        converter.ConvertToProvider(Currency.Parse("JPY")).ShouldBe("jpy");
        converter.ConvertFromProvider("kwd").ShouldBe(Currency.Parse("kwd"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Data_protection_keys_are_shared_by_all_who_share_the_database(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        new DatabaseKeyRing(database).StoreElement(XElement.Parse("<key id='1'><secret>s</secret></key>"), "first");
        var seen = new DatabaseKeyRing(new BillingDbFactory(database.Factory.Target)).GetAllElements();
        seen.ShouldHaveSingleItem().Attribute("id")!.Value.ShouldBe("1");
    }

    [Fact]
    public async Task SQLite_is_durable_waits_its_turn_and_checks_foreign_keys()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var db = database.CreateDbContext();
        (await db.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync()).ShouldBe("wal");
        (await db.Database.SqlQuery<long>($"SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync()).ShouldBe(2);
        (await db.Database.SqlQuery<long>($"SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync()).ShouldBe(1);
        (await db.Database.SqlQuery<long>($"SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync()).ShouldBeGreaterThan(0);
    }

    private static AuditEntry Entry(string action, DateTimeOffset at, OrganizationId? organization = null) =>
        new() { Action = action, At = at, Actor = "job:test", OrganizationId = organization };

    private static async Task SaveAsync(TestDatabase database, params AuditEntry[] entries)
    {
        await using var db = database.CreateDbContext();
        db.AddRange(entries.AsEnumerable());
        await db.SaveChangesAsync();
    }
}
