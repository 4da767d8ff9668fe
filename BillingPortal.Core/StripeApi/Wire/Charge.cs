using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's charge, only the fields that the portal reads. Amounts are minor units.</summary>
public sealed record Charge : IStripeObject
{
    public required string Id { get; init; }

    public Expandable<Customer>? Customer { get; init; }

    public long Amount { get; init; }

    public long AmountRefunded { get; init; }

    public required Currency Currency { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>succeeded, pending or failed.</summary>
    public string? Status { get; init; }

    public bool Refunded { get; init; }

    public bool Disputed { get; init; }

    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    public string? PaymentIntent { get; init; }

    /// <summary>Only when expanded.</summary>
    public StripeList<Refund>? Refunds { get; init; }
}

/// <summary>Stripe's refund. It can be pending and fail later.</summary>
public sealed record Refund : IStripeObject
{
    public required string Id { get; init; }

    public long Amount { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Whole only when it was expanded.</summary>
    public Expandable<Charge>? Charge { get; init; }

    public DateTimeOffset Created { get; init; }

    public string? Reason { get; init; }

    /// <summary>pending, requires_action, succeeded, failed or canceled.</summary>
    public string? Status { get; init; }
}
