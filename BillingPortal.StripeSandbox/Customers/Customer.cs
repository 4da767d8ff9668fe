using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Customers;

/// <summary>Stripe's customer. A negative balance is credit, in minor units of its currency.</summary>
internal sealed record Customer : StripeObject
{
    public override string Object => "customer";

    public Address? Address { get; init; }

    public long Balance { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BusinessName { get; init; }

    /// <summary>Set by the first invoice or subscription; other currencies are refused from then on.</summary>
    public string? Currency { get; init; }

    public string? CustomerAccount => null;

    /// <summary>The card source that is charged when no payment method is the default.</summary>
    [Expandable]
    public string? DefaultSource { get; init; }

    public bool? Delinquent { get; init; } = false;

    public string? Description { get; init; }

    public Discount? Discount { get; init; }

    public string? Email { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IndividualName { get; init; }

    public required string InvoicePrefix { get; init; }

    public required CustomerInvoiceSettings InvoiceSettings { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Name { get; init; }

    public long NextInvoiceSequence { get; init; } = 1;

    public string? Phone { get; init; }

    public List<string> PreferredLocales { get; init; } = [];

    public Shipping? Shipping { get; init; }

    public string TaxExempt { get; init; } = "none";

    [Expandable]
    public string? TestClock { get; init; }

    /// <summary>What an invoice is charged to when it and its subscription name nothing: an older source comes last.</summary>
    [JsonIgnore]
    public string? ChargedMethod => InvoiceSettings.DefaultPaymentMethod ?? DefaultSource;

    public override IEnumerable<string?> Owners => [TestClock];

    public override string? ClockId => TestClock;
}

internal sealed record CustomerInvoiceSettings
{
    public List<CustomField>? CustomFields { get; init; }

    [Expandable]
    public string? DefaultPaymentMethod { get; init; }

    public string? Footer { get; init; }

    public RenderingOptions? RenderingOptions { get; init; }
}

/// <summary>A line that a merchant prints on invoices.</summary>
internal sealed record CustomField(string Name, string Value);
