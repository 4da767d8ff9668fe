using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Filter of GET /v1/subscriptions.</summary>
public sealed record SubscriptionList
{
    public CustomerId? Customer { get; init; }

    public PriceId? Price { get; init; }

    /// <summary>One of Stripe's statuses, <c>ended</c> or <c>all</c>; without it Stripe leaves canceled ones out.</summary>
    public string? Status { get; init; }

    public InstantRange? Created { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>Parameters of POST /v1/subscriptions.</summary>
public sealed record SubscriptionCreate
{
    public required CustomerId Customer { get; init; }

    public required IReadOnlyList<SubscriptionItemChange> Items { get; init; }

    public PaymentMethodId? DefaultPaymentMethod { get; init; }

    /// <summary>Nobody is there who could authenticate a payment.</summary>
    public bool? OffSession { get; init; }

    /// <summary>allow_incomplete, default_incomplete, error_if_incomplete or pending_if_incomplete.</summary>
    public string? PaymentBehavior { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>Parameters of POST /v1/subscriptions/{id}; what is null stays as it is.</summary>
public sealed record SubscriptionUpdate
{
    public IReadOnlyList<SubscriptionItemChange>? Items { get; init; }

    /// <summary>always_invoice, create_prorations or none.</summary>
    public string? ProrationBehavior { get; init; }

    /// <summary>The second to which prorations are worked out; the preview's, so that both come to the same.</summary>
    public DateTimeOffset? ProrationDate { get; init; }

    /// <summary>pending_if_incomplete leaves everything as it is until the invoice is paid.</summary>
    public string? PaymentBehavior { get; init; }

    public bool? CancelAtPeriodEnd { get; init; }

    public CancellationDetails? CancellationDetails { get; init; }

    /// <summary>Merged key by key; an empty value removes its key.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>Why a customer leaves.</summary>
public sealed record CancellationDetails
{
    public string? Comment { get; init; }

    /// <summary>One of Stripe's words: customer_service, low_quality, missing_features, other, switched_service, too_complex, too_expensive, unused.</summary>
    public string? Feedback { get; init; }
}

/// <summary>Subscriptions at Stripe.</summary>
public static class SubscriptionCalls
{
    extension(StripeClient stripe)
    {
        public Task<Subscription> GetSubscriptionAsync(SubscriptionId subscription, CancellationToken cancellation, params IReadOnlyList<string> expand) =>
            stripe.GetAsync<Subscription>($"/v1/subscriptions/{subscription}", Expansion.Of(expand), cancellation);

        public Task<Subscription> CreateSubscriptionAsync(SubscriptionCreate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Subscription>("/v1/subscriptions", parameters, key, cancellation);

        public Task<Subscription> UpdateSubscriptionAsync(SubscriptionId subscription, SubscriptionUpdate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Subscription>($"/v1/subscriptions/{subscription}", parameters, key, cancellation);

        public IAsyncEnumerable<Subscription> ListSubscriptionsAsync(SubscriptionList filter, CancellationToken cancellation) =>
            stripe.ListAllAsync<Subscription>("/v1/subscriptions", filter, cancellation);
    }
}
