using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>Stripe's credit note line item: a part of an invoice's line, or something that the invoice does not name.</summary>
internal sealed record CreditNoteLine
{
    public required string Id { get; init; }

    public string Object => "credit_note_line_item";

    /// <summary>Before discounts, without exclusive tax.</summary>
    public required long Amount { get; init; }

    public string? Description { get; init; }

    public long DiscountAmount => DiscountAmounts.Sum(taken => taken.Amount);

    public List<DiscountAmount> DiscountAmounts { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InvoiceLineItem { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string>? Metadata { get; init; }

    public List<PretaxCreditAmount> PretaxCreditAmounts { get; init; } = [];

    public long? Quantity { get; init; }

    public List<TaxRate> TaxRates { get; init; } = [];

    public List<TaxAmount> Taxes { get; init; } = [];

    public string Type => InvoiceLineItem is null ? "custom_line_item" : "invoice_line_item";

    public long? UnitAmount { get; init; }

    public string? UnitAmountDecimal { get; init; }

    /// <summary>What the invoice line's own discounts took off; the others are the invoice's.</summary>
    [Hidden]
    public long OwnDiscount { get; init; }

    /// <summary>With inclusive tax, without exclusive tax.</summary>
    [JsonIgnore]
    public long Net => Amount - PretaxCreditAmounts.Sum(taken => taken.Amount);

    public long TaxOf(string behavior) => Taxes.Where(tax => tax.TaxBehavior == behavior).Sum(tax => tax.Amount);
}
