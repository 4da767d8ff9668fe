using BillingPortal.Core.StripeApi;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Webhooks;

/// <summary>
/// Gets the object that events are about as it is now: asked for at Stripe, because an event is only a hint whose snapshot may be old; out of
/// the event itself only when the object is gone.
/// </summary>
public sealed class ObjectReader(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <param name="row">The newest of the events about the object.</param>
    internal async Task<KnownObject> ReadAsync(EventRoute route, InboxEvent row, CancellationToken cancellation)
    {
        if (route.UsesPayload)
            return FromPayload(route, row, deleted: row.EventType.EndsWith(".deleted", StringComparison.Ordinal));
        if (row.ObjectId is not { } id)
            throw new ParkedForGoodException("The event names no object that could be read again.");
        await using var scope = scopes.CreateAsyncScope();
        var before = time.GetUtcNow(); // the answer is at least this new; the time after it would promise too much
        try
        {
            return new KnownObject(await route.FetchObjectAsync(scope.ServiceProvider.GetRequiredService<StripeClient>(), id, cancellation), false, before);
        }
        catch (StripeException gone) when (gone.Failure == StripeFailure.NotFound)
        {
            return FromPayload(route, row, deleted: true);
        }
    }

    private KnownObject FromPayload(EventRoute route, InboxEvent row, bool deleted)
    {
        if (row.VersionNote is not null)
            throw new ParkedForGoodException($"The object is gone, and the event's own copy cannot be trusted to be read: {row.VersionNote}");
        if (row.Payload.Length == 0)
            throw new ParkedForGoodException("The object is gone, and retention has removed the event's own copy.");
        return new KnownObject(route.ReadPayload(row.Payload), deleted, time.GetUtcNow());
    }
}
