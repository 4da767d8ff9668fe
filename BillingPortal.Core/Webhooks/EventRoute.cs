using BillingPortal.Core.StripeApi;

namespace BillingPortal.Core.Webhooks;

/// <summary>One line of the table: an event type, the object to read again, the handlers in order, and why.</summary>
public abstract record EventRoute(string EventType, string Why)
{
    /// <summary>The handlers' types, in the order in which they run.</summary>
    public required IReadOnlyList<Type> Handlers { get; init; }

    /// <param name="fetch">Reads the object as Stripe has it now; gets the id from the event.</param>
    public static EventRoute<TObject> For<TObject>(string eventType, Func<StripeClient, string, CancellationToken, Task<TObject>> fetch, string why, params Type[] handlers)
        where TObject : class => new(eventType, fetch, why) { Handlers = handlers };
}

/// <inheritdoc />
public sealed record EventRoute<TObject>(string EventType, Func<StripeClient, string, CancellationToken, Task<TObject>> Fetch, string Why) : EventRoute(EventType, Why)
    where TObject : class
{
    /// <summary>True for <c>…deleted</c> events of objects that Stripe no longer returns: the payload is the truth then.</summary>
    public bool UsesPayload { get; init; }
}

/// <summary>The whole table, given to the processor by the root (StripeEventRoutes); a type that is not in it is stored as ignored.</summary>
public sealed class EventRoutes(IEnumerable<EventRoute> routes)
{
    private readonly Dictionary<string, EventRoute> byType = routes.ToDictionary(route => route.EventType, StringComparer.Ordinal);

    public IReadOnlyCollection<EventRoute> All => byType.Values;

    public EventRoute? Find(string eventType) => byType.GetValueOrDefault(eventType);
}
