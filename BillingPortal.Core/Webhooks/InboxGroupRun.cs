using BillingPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Webhooks;

/// <summary>Works through one group's due events: each object is read once for all its events, then handled and marked in one transaction.</summary>
public sealed class InboxGroupRun(IDbContextFactory<BillingDb> databases, InboxBacklog backlog, InboxLedger ledger, ObjectReader reader, EventRoutes routes, IServiceScopeFactory scopes)
{
    /// <exception cref="LeaseLostException">Another worker has the group; nothing of what this one still had in hand is committed.</exception>
    public async Task RunAsync(GroupLease lease, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var events in ByObject(await backlog.DueEventsAsync(lease.GroupKey, cancellation)))
            await RunObjectAsync(lease, events, time, cancellation);
    }

    private async Task RunObjectAsync(GroupLease lease, IReadOnlyList<InboxEvent> events, TimeProvider time, CancellationToken cancellation)
    {
        var startedAt = time.GetUtcNow();
        KnownObject known;
        try
        {
            known = await reader.ReadAsync(Route(events[^1]), events[^1], cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            await ledger.MarkFailedAsync(lease, events, startedAt, failure, cancellation);
            return;
        }

        if (await HandleAsync(lease, events, known, startedAt, cancellation) || events.Count == 1)
            return;
        foreach (var row in events) // one of them may be the poisoned one: each for itself, so that it takes nobody along
            await HandleAsync(lease, [row], known, startedAt, cancellation);
    }

    /// <summary>False when the handlers failed. For a single event that is written down; several are to be tried one by one.</summary>
    private async Task<bool> HandleAsync(GroupLease lease, IReadOnlyList<InboxEvent> events, KnownObject known, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        try
        {
            await CommitAsync(lease, events, known, startedAt, cancellation);
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            if (events.Count == 1)
                await ledger.MarkFailedAsync(lease, events, startedAt, failure, cancellation);
            return false;
        }

        ledger.ReportProcessed(events);
        return true;
    }

    private async Task CommitAsync(GroupLease lease, IReadOnlyList<InboxEvent> events, KnownObject known, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await backlog.FenceAsync(db, lease, cancellation);
        foreach (var row in events)
        {
            var route = Route(row);
            foreach (var handler in route.Handlers)
            {
                await route.HandleAsync(scope.ServiceProvider, handler, row, known, db, cancellation);
                await db.SaveChangesAsync(cancellation); // the next handler reads what this one wrote
            }
        }

        await ledger.MarkProcessedAsync(db, events, startedAt, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Deletions stand alone, because what they carry is not what Stripe would answer for the others.</summary>
    private IEnumerable<IReadOnlyList<InboxEvent>> ByObject(IReadOnlyList<InboxEvent> events) => events
        .GroupBy(row => routes.Find(row.EventType) is { UsesPayload: false } route
            ? (route.ObjectType, row.ObjectId, Alone: (string?)null)
            : (null, row.ObjectId, row.EventId))
        .Select(group => group.ToList());

    private EventRoute Route(InboxEvent row) => routes.Find(row.EventType)
        ?? throw new ParkedForGoodException("No route handles its type any more: it was received by another version of the portal.");
}
