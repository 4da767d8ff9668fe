using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's dispute: a cardholder's bank takes a payment back. Only the fields that the portal reads.</summary>
public sealed record Dispute : IStripeObject
{
    public required string Id { get; init; }

    public Expandable<Charge>? Charge { get; init; }

    public long Amount { get; init; }

    public required Currency Currency { get; init; }

    public string? Reason { get; init; }

    /// <summary>needs_response, under_review, won, lost, or one of the warning_… statuses.</summary>
    public string? Status { get; init; }

    public DateTimeOffset Created { get; init; }
}
