using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Audit;

public sealed class AuditLogTests
{
    private readonly FakeTime time = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_entry_says_who_did_what_when_and_from_what_to_what(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using (var db = database.CreateDbContext())
        {
            new AuditLog(time).Append(db, "trial.denied", "user:ann", new OrganizationId("org_1"), "sub_1", "used before", new { Plan = "team" }, new { Plan = "team", TrialDays = 0 });
            await db.SaveChangesAsync();
        }

        await using var later = database.CreateDbContext();
        var entry = await later.AuditEntries.SingleAsync();
        (entry.At, entry.Action, entry.Actor, entry.Subject, entry.Reason).ShouldBe((time.GetUtcNow(), "trial.denied", "user:ann", "sub_1", "used before"));
        entry.BeforeJson.ShouldBe("""{"plan":"team"}""");
        entry.AfterJson.ShouldBe("""{"plan":"team","trial_days":0}""");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_entry_is_never_changed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.CreateDbContext();
        new AuditLog(time).Append(db, "grace.extended", "user:ann", null);
        await db.SaveChangesAsync();
        db.Entry(await db.AuditEntries.SingleAsync()).Property(entry => entry.Actor).CurrentValue = "user:bob";
        (await Should.ThrowAsync<InvalidOperationException>(() => db.SaveChangesAsync())).Message.ShouldContain("append-only");
        await using var later = database.CreateDbContext();
        (await later.AuditEntries.SingleAsync()).Actor.ShouldBe("user:ann");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_entry_is_never_deleted(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.CreateDbContext();
        new AuditLog(time).Append(db, "grace.extended", "user:ann", null);
        await db.SaveChangesAsync();
        db.Remove(await db.AuditEntries.SingleAsync());
        Should.Throw<InvalidOperationException>(() => db.SaveChanges());
        await using var later = database.CreateDbContext();
        (await later.AuditEntries.CountAsync()).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_act_that_is_rolled_back_leaves_no_entry(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using (var db = database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            new AuditLog(time).Append(db, "grace.extended", "user:ann", null);
            await db.SaveChangesAsync();
        }

        await using var later = database.CreateDbContext();
        (await later.AuditEntries.CountAsync()).ShouldBe(0);
    }
}
