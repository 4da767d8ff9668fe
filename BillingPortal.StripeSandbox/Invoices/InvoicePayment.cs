using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Stripe's invoice payment: the tie between an invoice and the payment intent that settles it.</summary>
internal sealed record InvoicePayment : StripeObject
{
    public override string Object => "invoice_payment";

    public long? AmountPaid { get; init; }

    public required long AmountRequested { get; init; }

    public required string Currency { get; init; }

    [Expandable]
    public required string Invoice { get; init; }

    public bool IsDefault { get; init; }

    public bool Livemode => false;

    public required InvoicePaymentSource Payment { get; init; }

    /// <summary>open, paid or canceled.</summary>
    public required string Status { get; init; }

    public InvoicePaymentTransitions StatusTransitions { get; init; } = new(null, null);

    public override IEnumerable<string?> Owners => [Invoice, Payment.PaymentIntent];
}

internal sealed record InvoicePaymentSource
{
    [Expandable]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PaymentIntent { get; init; }

    public string Type => "payment_intent";
}

internal sealed record InvoicePaymentTransitions(long? CanceledAt, long? PaidAt);
