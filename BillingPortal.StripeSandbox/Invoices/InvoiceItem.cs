using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Stripe's invoice item: an amount that waits for the next invoice, or sits on one.</summary>
internal sealed record InvoiceItem : StripeObject
{
    public override string Object => "invoiceitem";

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public long Date { get; init; }

    public string? Description { get; init; }

    public bool Discountable { get; init; } = true;

    [Expandable]
    public List<string> Discounts { get; init; } = [];

    [Expandable]
    public string? Invoice { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public InvoiceItemParent? Parent { get; init; }

    public required LinePeriod Period { get; init; }

    public LinePricing? Pricing { get; init; }

    public bool Proration { get; init; }

    public long Quantity { get; init; } = 1;

    public string QuantityDecimal => Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public List<TaxRate> TaxRates { get; init; } = [];

    [Expandable]
    public string? TestClock { get; init; }

    [Hidden]
    public string? TaxBehavior { get; init; }

    [Hidden]
    public string? TaxCode { get; init; }

    /// <summary>Which lines a proration credits; shown on the invoice line that the item becomes.</summary>
    [Hidden]
    public CreditedItems? Credits { get; init; }

    /// <summary>Or the charge that it credits while that one waits too.</summary>
    [Hidden]
    public string? CreditsItem { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemProrationDetails? ProrationDetails => Proration ? ItemProrationDetails.Of(this) : null;

    public override IEnumerable<string?> Owners => [Customer, Invoice];

    /// <summary>The line that this item becomes on an invoice.</summary>
    public InvoiceLine ToLine(string invoice) => new()
    {
        Id = Ids.New("il"),
        Amount = Amount,
        Currency = Currency,
        Description = Description,
        Discountable = Discountable,
        Discounts = Discounts,
        Invoice = invoice,
        Metadata = Metadata,
        Parent = Parent?.SubscriptionDetails.SubscriptionItem is { } item
            ? new LineParent
            {
                SubscriptionItemDetails = new SubscriptionItemDetails
                {
                    InvoiceItem = Id, Proration = Proration, ProrationDetails = new ProrationDetails(Credits),
                    Subscription = Parent.SubscriptionDetails.Subscription, SubscriptionItem = item,
                },
            }
            : new LineParent
            {
                InvoiceItemDetails = new InvoiceItemDetails
                {
                    InvoiceItem = Id, Proration = Proration, ProrationDetails = new ProrationDetails(null),
                    Subscription = Parent?.SubscriptionDetails.Subscription,
                },
            },
        Period = Period,
        Pricing = Pricing,
        Quantity = Quantity,
        TaxBehavior = TaxBehavior,
        TaxCode = TaxCode,
        TaxRates = TaxRates,
        Subscription = Parent?.SubscriptionDetails.Subscription,
    };
}

internal sealed record InvoiceItemParent
{
    public required InvoiceItemSubscription SubscriptionDetails { get; init; }

    public string Type => "subscription_details";
}

internal sealed record InvoiceItemSubscription
{
    public required string Subscription { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SubscriptionItem { get; init; }
}
