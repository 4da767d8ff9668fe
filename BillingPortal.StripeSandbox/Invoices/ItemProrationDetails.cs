using System.Text.Json.Serialization;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>What a proration's invoice item says about the charge that it credits.</summary>
internal sealed record ItemProrationDetails(ItemCreditedItems? CreditedItems)
{
    /// <summary>Amounts hold their discounts already.</summary>
    public List<DiscountAmount> DiscountAmounts => [];

    public static ItemProrationDetails Of(InvoiceItem item) => new(
        item.Credits is { } lines ? new ItemCreditedItems("invoice_line_items") { InvoiceLineItemDetails = lines }
        : item.CreditsItem is { } waiting ? new ItemCreditedItems("invoice_item") { InvoiceItem = waiting }
        : null);
}

/// <summary>Lines of an invoice, or an invoice item that waits like the credit itself.</summary>
internal sealed record ItemCreditedItems(string Type)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InvoiceItem { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CreditedItems? InvoiceLineItemDetails { get; init; }
}
