using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Parameters of POST /v1/invoices/create_preview for a change of an existing subscription.</summary>
public sealed record InvoicePreview
{
    public required SubscriptionId Subscription { get; init; }

    public PreviewedSubscription? SubscriptionDetails { get; init; }
}

/// <summary>What the subscription would become.</summary>
public sealed record PreviewedSubscription
{
    public IReadOnlyList<SubscriptionItemChange>? Items { get; init; }

    /// <summary>always_invoice, create_prorations or none.</summary>
    public string? ProrationBehavior { get; init; }

    public DateTimeOffset? ProrationDate { get; init; }

    public bool? CancelAtPeriodEnd { get; init; }
}

/// <summary>An item that changes; without an id it is added.</summary>
public sealed record SubscriptionItemChange
{
    public SubscriptionItemId? Id { get; init; }

    public PriceId? Price { get; init; }

    public long? Quantity { get; init; }
}

/// <summary>Invoices that do not exist yet.</summary>
public static class PreviewCalls
{
    extension(StripeClient stripe)
    {
        /// <summary>A read in all but name: nothing changes at Stripe, so the key is only what the transport needs for a POST.</summary>
        public Task<Invoice> PreviewInvoiceAsync(InvoicePreview parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Invoice>("/v1/invoices/create_preview", parameters, key, cancellation);
    }
}
