using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Stripe's invoice: draft, then open, then paid, void or uncollectible. Amounts are minor units of its currency.</summary>
internal sealed record Invoice : StripeObject
{
    private const long DueSoonSeconds = 3 * 24 * 60 * 60;

    public override string Object => "invoice";

    public string AccountCountry => "US";

    public string? AccountName { get; init; } = "Stripe sandbox";

    public List<string>? AccountTaxIds => null;

    public long AmountDue { get; init; }

    public long AmountOverpaid { get; init; }

    public long AmountPaid { get; init; }

    public long AmountRemaining { get; init; }

    public long AmountShipping => 0;

    [Expandable]
    public string? Application => null;

    public long AttemptCount { get; init; }

    public bool Attempted { get; init; }

    public bool AutoAdvance { get; init; }

    public InvoiceAutomaticTax AutomaticTax { get; init; } = new();

    public long? AutomaticallyFinalizesAt { get; init; }

    public string? BillingReason { get; init; }

    public string CollectionMethod { get; init; } = "charge_automatically";

    public required string Currency { get; init; }

    public List<CustomField>? CustomFields { get; init; }

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public Address? CustomerAddress { get; init; }

    public string? CustomerEmail { get; init; }

    public string? CustomerName { get; init; }

    public string? CustomerPhone { get; init; }

    public Shipping? CustomerShipping { get; init; }

    public string? CustomerTaxExempt { get; init; } = "none";

    public List<InvoiceTaxId> CustomerTaxIds { get; init; } = [];

    [Expandable]
    public string? DefaultPaymentMethod { get; init; }

    [Expandable]
    public string? DefaultSource => null;

    public List<TaxRate> DefaultTaxRates { get; init; } = [];

    public string? Description { get; init; }

    [Expandable]
    public List<string> Discounts { get; init; } = [];

    public long? DueDate { get; init; }

    public long? EffectiveAt { get; init; }

    public long? EndingBalance { get; init; }

    public string? Footer { get; init; }

    public object? FromInvoice => null;

    public string? HostedInvoiceUrl { get; init; }

    public string? InvoicePdf { get; init; }

    public InvoiceIssuer Issuer { get; init; } = new("self");

    public FinalizationError? LastFinalizationError { get; init; }

    [Expandable]
    public string? LatestRevision => null;

    public required ListOf<InvoiceLine> Lines { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public long? NextPaymentAttempt { get; init; }

    public string? Number { get; init; }

    [Expandable]
    public string? OnBehalfOf => null;

    public InvoiceParent? Parent { get; init; }

    public InvoicePaymentSettings PaymentSettings { get; init; } = new();

    /// <summary>The window for invoice items, not the service period: that one is on the lines.</summary>
    public long PeriodEnd { get; init; }

    public long PeriodStart { get; init; }

    public long PostPaymentCreditNotesAmount { get; init; }

    public long PrePaymentCreditNotesAmount { get; init; }

    public string? ReceiptNumber => null;

    public InvoiceRendering? Rendering { get; init; }

    public object? ShippingCost => null;

    public Shipping? ShippingDetails { get; init; }

    public long StartingBalance { get; init; }

    public string? StatementDescriptor { get; init; }

    public string Status { get; init; } = "draft";

    public InvoiceStatusTransitions StatusTransitions { get; init; } = new();

    public long Subtotal { get; init; }

    public long? SubtotalExcludingTax { get; init; }

    [Expandable]
    public string? TestClock { get; init; }

    public long Total { get; init; }

    public List<DiscountAmount> TotalDiscountAmounts { get; init; } = [];

    public long? TotalExcludingTax { get; init; }

    public List<PretaxCreditAmount> TotalPretaxCreditAmounts { get; init; } = [];

    public List<TaxAmount> TotalTaxes { get; init; } = [];

    public long? WebhooksDeliveredAt { get; init; }

    /// <summary>The request that made it chose its discounts; else it inherits them.</summary>
    [Hidden]
    public bool OwnDiscounts { get; init; }

    /// <summary>The request that made it chose its taxes.</summary>
    [Hidden]
    public bool OwnTaxes { get; init; }

    /// <summary>Days from finalizing to the due date, when it is sent instead of charged.</summary>
    [Hidden]
    public long? DaysUntilDue { get; init; }

    /// <summary>The day by which a mailed invoice was to be paid has passed, and its subscription knows.</summary>
    [Hidden]
    public bool ToldOverdue { get; init; }

    /// <summary>The subscription it bills, if any.</summary>
    [JsonIgnore]
    public string? Subscription => Parent?.SubscriptionDetails?.Subscription;

    public override IEnumerable<string?> Owners => [Customer, Subscription];

    public override string? ClockId => TestClock;

    /// <summary>Told some days before it is due; an invoice that is due sooner is not.</summary>
    [Hidden]
    public bool ToldDueSoon { get; init; }

    private long? DueWakeAt => ToldOverdue ? null : ToldDueSoon || DueDate - DueSoonSeconds < StatusTransitions.FinalizedAt ? DueDate : DueDate - DueSoonSeconds;

    public override long? WakeAt => Status switch
    {
        "draft" => AutoAdvance ? AutomaticallyFinalizesAt : null,
        "open" => CollectionMethod == "send_invoice" ? DueWakeAt : NextPaymentAttempt,
        _ => null,
    };
}
