using System.Text.Json;
using BillingPortal.Core.Data;
using BillingPortal.Core.StripeApi;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Webhooks;

/// <summary>One line of the table: an event type, the object to read again, the handlers in order, and why.</summary>
public abstract record EventRoute(string EventType, string Why)
{
    /// <summary>The handlers' types, in the order in which they run.</summary>
    public required IReadOnlyList<Type> Handlers { get; init; }

    /// <summary>True for <c>…deleted</c> events of objects that Stripe no longer returns: the payload is the truth then.</summary>
    public bool UsesPayload { get; init; }

    internal abstract Type ObjectType { get; }

    /// <param name="fetch">Reads the object as Stripe has it now; gets the id from the event.</param>
    public static EventRoute<TObject> For<TObject>(string eventType, Func<StripeClient, string, CancellationToken, Task<TObject>> fetch, string why, params Type[] handlers)
        where TObject : class => new(eventType, fetch, why) { Handlers = handlers };

    internal abstract Task<object> FetchObjectAsync(StripeClient stripe, string objectId, CancellationToken cancellation);

    /// <exception cref="JsonException">The payload does not have the shape that we read.</exception>
    internal abstract object ReadPayload(string eventJson);

    internal abstract ValueTask HandleAsync(IServiceProvider services, Type handler, InboxEvent row, KnownObject known, BillingDb db, CancellationToken cancellation);
}

/// <inheritdoc />
public sealed record EventRoute<TObject>(string EventType, Func<StripeClient, string, CancellationToken, Task<TObject>> Fetch, string Why) : EventRoute(EventType, Why)
    where TObject : class
{
    internal override Type ObjectType => typeof(TObject);

    internal override async Task<object> FetchObjectAsync(StripeClient stripe, string objectId, CancellationToken cancellation) => await Fetch(stripe, objectId, cancellation);

    internal override object ReadPayload(string eventJson)
    {
        using var document = JsonDocument.Parse(eventJson);
        return document.RootElement.GetProperty("data").GetProperty("object").Deserialize<TObject>(StripeJson.Options) ?? throw new JsonException("The event holds no object.");
    }

    internal override ValueTask HandleAsync(IServiceProvider services, Type handler, InboxEvent row, KnownObject known, BillingDb db, CancellationToken cancellation)
    {
        var change = new StripeChange<TObject>(row.EventId, row.EventType, row.EventCreated, (TObject)known.Object, known.Deleted, known.At);
        return ((IStripeEventHandler<TObject>)ActivatorUtilities.GetServiceOrCreateInstance(services, handler)).HandleAsync(change, db, cancellation);
    }
}

/// <summary>An object as it was last known: read at Stripe, or out of an event when it is gone there.</summary>
internal sealed record KnownObject(object Object, bool Deleted, DateTimeOffset At);

/// <summary>The whole table, given to the processor by the root (StripeEventRoutes); a type that is not in it is stored as ignored.</summary>
public sealed class EventRoutes(IEnumerable<EventRoute> routes)
{
    private readonly Dictionary<string, EventRoute> byType = routes.ToDictionary(route => route.EventType, StringComparer.Ordinal);

    public IReadOnlyCollection<EventRoute> All => byType.Values;

    public EventRoute? Find(string eventType) => byType.GetValueOrDefault(eventType);
}
