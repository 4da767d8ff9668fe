using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's Checkout session, only the fields that the portal reads.</summary>
public sealed record CheckoutSession : IStripeObject
{
    public required string Id { get; init; }

    /// <summary>open, complete or expired.</summary>
    public string? Status { get; init; }

    /// <summary>paid, unpaid or no_payment_required (a trial).</summary>
    public string? PaymentStatus { get; init; }

    /// <summary>payment, setup or subscription.</summary>
    public required string Mode { get; init; }

    /// <summary>The hosted page; null once the session is complete or expired.</summary>
    public Uri? Url { get; init; }

    public Expandable<Customer>? Customer { get; init; }

    public Expandable<Subscription>? Subscription { get; init; }

    public Expandable<Invoice>? Invoice { get; init; }

    public string? ClientReferenceId { get; init; }

    public long? AmountTotal { get; init; }

    public Currency? Currency { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }
}
