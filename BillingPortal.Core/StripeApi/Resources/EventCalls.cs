using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Filter of GET /v1/events, which reaches back 30 days.</summary>
public sealed record EventList
{
    /// <summary>At most 20 types, none of them with a wildcard beside others.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    public InstantRange? Created { get; init; }

    /// <summary>False: only events that some endpoint has not taken yet.</summary>
    public bool? DeliverySuccess { get; init; }
}

/// <summary>Parameters of POST /v1/webhook_endpoints. The secret is in the answer to this call and never again.</summary>
public sealed record WebhookEndpointCreate
{
    public required string Url { get; init; }

    public required IReadOnlyList<string> EnabledEvents { get; init; }

    public string ApiVersion { get; init; } = StripeVersion.Pinned;

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>Events at Stripe, and the endpoints that it delivers them to.</summary>
public static class EventCalls
{
    extension(StripeClient stripe)
    {
        public Task<Event> GetEventAsync(EventId id, CancellationToken cancellation) =>
            stripe.GetAsync<Event>($"/v1/events/{id}", null, cancellation);

        public IAsyncEnumerable<Event> ListEventsAsync(EventList filter, CancellationToken cancellation) =>
            stripe.ListAllAsync<Event>("/v1/events", filter, cancellation);

        public Task<WebhookEndpoint> CreateWebhookEndpointAsync(WebhookEndpointCreate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<WebhookEndpoint>("/v1/webhook_endpoints", parameters, key, cancellation);

        public IAsyncEnumerable<WebhookEndpoint> ListWebhookEndpointsAsync(CancellationToken cancellation) =>
            stripe.ListAllAsync<WebhookEndpoint>("/v1/webhook_endpoints", null, cancellation);

        public Task<Deleted> DeleteWebhookEndpointAsync(string endpoint, CancellationToken cancellation) =>
            stripe.DeleteAsync<Deleted>($"/v1/webhook_endpoints/{endpoint}", null, cancellation);
    }
}
