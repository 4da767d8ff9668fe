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

/// <summary>Subscriptions at Stripe.</summary>
public static class SubscriptionCalls
{
    extension(StripeClient stripe)
    {
        public Task<Subscription> GetSubscriptionAsync(SubscriptionId subscription, CancellationToken cancellation, params IReadOnlyList<string> expand) =>
            stripe.GetAsync<Subscription>($"/v1/subscriptions/{subscription}", Expansion.Of(expand), cancellation);

        public IAsyncEnumerable<Subscription> ListSubscriptionsAsync(SubscriptionList filter, CancellationToken cancellation) =>
            stripe.ListAllAsync<Subscription>("/v1/subscriptions", filter, cancellation);
    }
}
