using System.Collections.Concurrent;
using BillingPortal.Core.Data;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Webhooks;

/// <summary>Stripe at the seam where objects are read again: objects with a state, a count of reads, and failures on demand.</summary>
public sealed class FakeStripe
{
    private int reads;

    public ConcurrentDictionary<string, string> States { get; } = new(StringComparer.Ordinal);

    public int Reads => reads;

    public Func<string, Task>? BeforeRead { get; set; }

    public IEnumerable<EventRoute> Routes(params Type[] handlers) =>
    [
        EventRoute.For<FakeObject>("customer.created", ReadAsync, "A test's route.", handlers),
        EventRoute.For<FakeObject>("customer.updated", ReadAsync, "A test's route.", handlers),
        EventRoute.For<FakeObject>("customer.deleted", ReadAsync, "A test's route.", handlers) with { UsesPayload = true },
    ];

    private async Task<FakeObject> ReadAsync(StripeClient stripe, string id, CancellationToken cancellation)
    {
        Interlocked.Increment(ref reads);
        if (BeforeRead is not null)
            await BeforeRead(id);
        return States.TryGetValue(id, out var state) ? new FakeObject { Id = id, State = state } : throw new StripeException(StripeFailure.NotFound, $"No such object: '{id}'") { Status = 404 };
    }
}

/// <summary>A projection like those of the slices: one row for each object with its latest state. Any table will do, so it borrows the one of the keys.</summary>
public sealed class StateProjection : IStripeEventHandler<FakeObject>
{
    public async ValueTask HandleAsync(StripeChange<FakeObject> change, BillingDb db, CancellationToken cancellation)
    {
        var id = change.Object.Id;
        await db.Set<DataProtectionKey>().Where(key => key.FriendlyName == id).ExecuteDeleteAsync(cancellation);
        db.Add(new DataProtectionKey { FriendlyName = id, Xml = change.Deleted ? "deleted" : change.Object.State ?? "none" });
    }

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(IDbContextFactory<BillingDb> databases)
    {
        await using var db = databases.CreateDbContext();
        return await db.Set<DataProtectionKey>().ToDictionaryAsync(key => key.FriendlyName, key => key.Xml);
    }
}

/// <summary>Runs after the projection and fails for events that say so in their type or id.</summary>
public sealed class FailsForPoison : IStripeEventHandler<FakeObject>
{
    public ValueTask HandleAsync(StripeChange<FakeObject> change, BillingDb db, CancellationToken cancellation) =>
        change.EventId.Contains("poison", StringComparison.Ordinal) ? throw new FormatException("The handler does not understand this.") : ValueTask.CompletedTask;
}
