using BillingPortal.StripeSandbox.Payments;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Whether an invoice works its taxes out from where the customer is, and how that went.</summary>
internal sealed record InvoiceAutomaticTax
{
    public string? DisabledReason { get; init; }

    public bool Enabled { get; init; }

    public InvoiceIssuer? Liability { get; init; }

    public string? Provider => Enabled ? "stripe" : null;

    /// <summary>complete, or requires_location_inputs while nobody knows where the customer is.</summary>
    public string? Status { get; init; }
}

internal sealed record InvoiceIssuer(string Type);

/// <summary>Why the last attempt to finalize failed.</summary>
internal sealed record FinalizationError(string Code, string DocUrl, string Message, string Type);

internal sealed record InvoicePaymentSettings
{
    public string? DefaultMandate => null;

    public BilledMethodOptions<InvoiceCardOptions>? PaymentMethodOptions { get; init; }

    public List<string>? PaymentMethodTypes { get; init; }

    /// <summary>What is asked of cards, from the request or from the subscription.</summary>
    public InvoicePaymentSettings Asking(string? threeDSecure) =>
        this with { PaymentMethodOptions = threeDSecure is null ? null : new BilledMethodOptions<InvoiceCardOptions>(new InvoiceCardOptions(threeDSecure)) };
}

internal sealed record InvoiceStatusTransitions
{
    public long? FinalizedAt { get; init; }

    public long? MarkedUncollectibleAt { get; init; }

    public long? PaidAt { get; init; }

    public long? VoidedAt { get; init; }
}
