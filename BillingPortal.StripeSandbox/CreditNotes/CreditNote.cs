using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>Stripe's credit note: takes back a part of a finalized invoice, before it is paid, after, or both. Minor units of the invoice's currency.</summary>
internal sealed record CreditNote : StripeObject
{
    public override string Object => "credit_note";

    public long Amount => Total;

    public long AmountShipping => 0;

    public required string Currency { get; init; }

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    [Expandable]
    public string? CustomerBalanceTransaction { get; init; }

    public long DiscountAmount => DiscountAmounts.Sum(taken => taken.Amount);

    public List<DiscountAmount> DiscountAmounts { get; init; } = [];

    public long? EffectiveAt { get; init; }

    [Expandable]
    public required string Invoice { get; init; }

    public required ListOf<CreditNoteLine> Lines { get; init; }

    public bool Livemode => false;

    public string? Memo { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required string Number { get; init; }

    public long? OutOfBandAmount { get; init; }

    public required string Pdf { get; init; }

    /// <summary>What was paid already and is given back: refunded, credited to the balance, or settled elsewhere.</summary>
    public long PostPaymentAmount { get; init; }

    /// <summary>What the invoice no longer asks for.</summary>
    public long PrePaymentAmount { get; init; }

    public List<PretaxCreditAmount> PretaxCreditAmounts { get; init; } = [];

    /// <summary>duplicate, fraudulent, order_change or product_unsatisfactory.</summary>
    public string? Reason { get; init; }

    public List<CreditNoteRefund> Refunds { get; init; } = [];

    public object? ShippingCost => null;

    /// <summary>issued or void.</summary>
    public string Status { get; init; } = "issued";

    public required long Subtotal { get; init; }

    public long? SubtotalExcludingTax { get; init; }

    public required long Total { get; init; }

    public long? TotalExcludingTax { get; init; }

    public List<TaxAmount> TotalTaxes { get; init; } = [];

    public string Type => PostPaymentAmount == 0 ? "pre_payment" : PrePaymentAmount == 0 ? "post_payment" : "mixed";

    public long? VoidedAt { get; init; }

    [Hidden]
    public string? TestClock { get; init; }

    public override IEnumerable<string?> Owners => [Customer, Invoice, .. Refunds.Select(part => part.Refund)];

    public override string? ClockId => TestClock;
}

/// <summary>A refund, or the part of one, that a credit note accounts for.</summary>
internal sealed record CreditNoteRefund
{
    public required long AmountRefunded { get; init; }

    public object? PaymentRecordRefund => null;

    [Expandable]
    public required string Refund { get; init; }

    public string Type => "refund";
}
