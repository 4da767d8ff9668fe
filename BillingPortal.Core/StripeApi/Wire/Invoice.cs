using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's invoice, only the fields that the portal reads. Amounts are minor units of <see cref="Currency"/>.</summary>
public sealed record Invoice : IStripeObject
{
    /// <summary>Null-like for previews, whose id starts with <c>upcoming_in</c>.</summary>
    public required string Id { get; init; }

    /// <summary>draft, open, paid, uncollectible or void.</summary>
    public string? Status { get; init; }

    public string? Number { get; init; }

    public Expandable<Customer>? Customer { get; init; }

    public required Currency Currency { get; init; }

    public DateTimeOffset Created { get; init; }

    public string? BillingReason { get; init; }

    public long Subtotal { get; init; }

    public long Total { get; init; }

    public long AmountDue { get; init; }

    public long AmountPaid { get; init; }

    public long AmountRemaining { get; init; }

    public int AttemptCount { get; init; }

    public DateTimeOffset? NextPaymentAttempt { get; init; }

    public DateTimeOffset? DueDate { get; init; }

    /// <summary>The window for invoice items, not the service period: that one is on the lines.</summary>
    public DateTimeOffset PeriodStart { get; init; }

    public DateTimeOffset PeriodEnd { get; init; }

    public string? HostedInvoiceUrl { get; init; }

    public string? InvoicePdf { get; init; }

    public InvoiceParent? Parent { get; init; }

    public List<InvoiceTax>? TotalTaxes { get; init; }

    /// <summary>Only when expanded: lets the cardholder confirm the payment in the browser. Never logged or stored.</summary>
    public ConfirmationSecret? ConfirmationSecret { get; init; }

    /// <summary>Only when expanded.</summary>
    public StripeList<InvoicePayment>? Payments { get; init; }

    public StripeList<InvoiceLine> Lines { get; init; } = new();

    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>The subscription it belongs to; in this API version it hangs on <c>parent</c>.</summary>
    public string? SubscriptionId => Parent?.SubscriptionDetails?.Subscription?.Id;
}

public sealed record InvoiceParent
{
    public InvoiceParentSubscriptionDetails? SubscriptionDetails { get; init; }
}

public sealed record InvoiceParentSubscriptionDetails
{
    public Expandable<Subscription>? Subscription { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>To which second a change that made this invoice was worked out.</summary>
    public DateTimeOffset? SubscriptionProrationDate { get; init; }
}

public sealed record InvoiceLine : IStripeObject
{
    public required string Id { get; init; }

    public long Amount { get; init; }

    public required Currency Currency { get; init; }

    public string? Description { get; init; }

    public long? Quantity { get; init; }

    public required InvoiceLinePeriod Period { get; init; }

    public InvoiceLinePricing? Pricing { get; init; }

    public InvoiceLineParent? Parent { get; init; }

    /// <summary>A part of a period that was credited or charged because something changed in between.</summary>
    public bool IsProration => Parent?.SubscriptionItemDetails?.Proration ?? Parent?.InvoiceItemDetails?.Proration ?? false;
}

/// <summary>Where a line comes from; one of the two.</summary>
public sealed record InvoiceLineParent(InvoiceLineOrigin? SubscriptionItemDetails, InvoiceLineOrigin? InvoiceItemDetails);

public sealed record InvoiceLineOrigin(bool Proration);

public sealed record InvoiceLinePeriod(DateTimeOffset Start, DateTimeOffset End);

public sealed record InvoiceLinePricing
{
    public InvoiceLinePriceDetails? PriceDetails { get; init; }
}

public sealed record InvoiceLinePriceDetails
{
    public string? Price { get; init; }

    public string? Product { get; init; }
}

/// <summary>A tax on an invoice, in minor units.</summary>
public sealed record InvoiceTax(long Amount);

public sealed record ConfirmationSecret(string ClientSecret);

/// <summary>A payment that an invoice asked for.</summary>
public sealed record InvoicePayment : IStripeObject
{
    public required string Id { get; init; }

    public bool IsDefault { get; init; }

    public InvoicePaymentSource? Payment { get; init; }
}

public sealed record InvoicePaymentSource
{
    public Expandable<PaymentIntent>? PaymentIntent { get; init; }
}

/// <summary>Stripe's payment intent, as far as an invoice's payment is concerned.</summary>
public sealed record PaymentIntent : IStripeObject
{
    public required string Id { get; init; }

    /// <summary>requires_payment_method, requires_confirmation, requires_action, processing, succeeded or canceled.</summary>
    public required string Status { get; init; }

    public PaymentError? LastPaymentError { get; init; }
}

/// <summary>Why the last attempt failed.</summary>
public sealed record PaymentError
{
    public string? Code { get; init; }

    public string? DeclineCode { get; init; }

    public string? Message { get; init; }
}
