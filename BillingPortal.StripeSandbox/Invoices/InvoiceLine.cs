using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Stripe's line item: what one line of an invoice bills, and for which period.</summary>
internal sealed record InvoiceLine
{
    public required string Id { get; init; }

    public string Object => "line_item";

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public string? Description { get; init; }

    /// <summary>What each discount takes off, the invoice's too.</summary>
    public List<DiscountAmount> DiscountAmounts { get; init; } = [];

    public bool Discountable { get; init; } = true;

    /// <summary>The line's own discounts, which come before the invoice's.</summary>
    [Expandable]
    public List<string> Discounts { get; init; } = [];

    public string? Invoice { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required LineParent Parent { get; init; }

    public required LinePeriod Period { get; init; }

    public List<PretaxCreditAmount> PretaxCreditAmounts { get; init; } = [];

    public LinePricing? Pricing { get; init; }

    public long? Quantity { get; init; }

    public string? QuantityDecimal => Quantity?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Expandable]
    public string? Subscription { get; init; }

    public long Subtotal => Amount;

    public List<TaxAmount> Taxes { get; init; } = [];

    /// <summary>usage when the line bills a meter, free when a trial makes a present of it; it is counted anew until the invoice is finalized.</summary>
    [Hidden]
    public string? Metered { get; init; }

    /// <summary>The merchant's own rates for this line; they go before the invoice's default rates.</summary>
    [Hidden]
    public List<TaxRate>? TaxRates { get; init; }

    /// <summary>exclusive, inclusive or unspecified, as the price says.</summary>
    [Hidden]
    public string? TaxBehavior { get; init; }

    /// <summary>When it is not the product's.</summary>
    [Hidden]
    public string? TaxCode { get; init; }
}

internal sealed record LinePeriod(long Start, long End);

internal sealed record LinePricing
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LinePriceDetails? PriceDetails { get; init; }

    public string Type => "price_details";

    public string? UnitAmountDecimal { get; init; }

    public static LinePricing Of(Catalog.Price price) =>
        new() { PriceDetails = new LinePriceDetails { Price = price.Id, Product = price.Product }, UnitAmountDecimal = price.UnitAmountDecimal };
}

internal sealed record LinePriceDetails
{
    [Expandable]
    public required string Price { get; init; }

    public required string Product { get; init; }
}

/// <summary>Where a line comes from: a subscription item, or an invoice item.</summary>
internal sealed record LineParent
{
    public InvoiceItemDetails? InvoiceItemDetails { get; init; }

    public SubscriptionItemDetails? SubscriptionItemDetails { get; init; }

    public string Type => InvoiceItemDetails is null ? "subscription_item_details" : "invoice_item_details";
}

internal sealed record InvoiceItemDetails
{
    public required string InvoiceItem { get; init; }

    public bool Proration { get; init; }

    public ProrationDetails? ProrationDetails { get; init; }

    public string? Subscription { get; init; }
}

internal sealed record SubscriptionItemDetails
{
    public string? InvoiceItem { get; init; }

    public bool Proration { get; init; }

    public ProrationDetails? ProrationDetails { get; init; }

    public string? Subscription { get; init; }

    public required string SubscriptionItem { get; init; }
}

/// <summary>Which earlier lines a credit takes back.</summary>
internal sealed record ProrationDetails(CreditedItems? CreditedItems);

internal sealed record CreditedItems(string Invoice, List<string> InvoiceLineItems);
