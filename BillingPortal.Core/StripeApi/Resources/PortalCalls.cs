using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Parameters of POST /v1/billing_portal/sessions.</summary>
public sealed record PortalSessionCreate
{
    public required CustomerId Customer { get; init; }

    public string? ReturnUrl { get; init; }

    /// <summary>A configuration's id (<c>bpc_…</c>); null takes the account's default.</summary>
    public string? Configuration { get; init; }

    public PortalFlow? FlowData { get; init; }
}

/// <summary>Opens the portal on one task instead of its overview.</summary>
public sealed record PortalFlow
{
    /// <summary><c>payment_method_update</c>, <c>subscription_cancel</c>, <c>subscription_update</c> or <c>subscription_update_confirm</c>.</summary>
    public required string Type { get; init; }

    public PortalFlowSubscription? SubscriptionCancel { get; init; }

    public PortalFlowSubscription? SubscriptionUpdate { get; init; }
}

public sealed record PortalFlowSubscription(SubscriptionId Subscription);

/// <summary>Stripe's hosted customer portal.</summary>
public static class PortalCalls
{
    extension(StripeClient stripe)
    {
        public Task<PortalSession> CreatePortalSessionAsync(PortalSessionCreate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<PortalSession>("/v1/billing_portal/sessions", parameters, key, cancellation);
    }
}
