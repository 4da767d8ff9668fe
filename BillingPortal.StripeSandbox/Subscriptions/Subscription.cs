using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Stripe's subscription. In this API version the periods are on its items.</summary>
internal sealed record Subscription : StripeObject
{
    private const long TrialWarningSeconds = 3 * 24 * 60 * 60;
    private const long IncompleteExpirySeconds = 23 * 60 * 60;

    public override string Object => "subscription";

    [Expandable]
    public string? Application => null;

    public decimal? ApplicationFeePercent => null;

    public SubscriptionAutomaticTax AutomaticTax { get; init; } = new();

    public required long BillingCycleAnchor { get; init; }

    public object? BillingCycleAnchorConfig => null;

    public BillingMode BillingMode { get; init; } = new("classic", null);

    public List<object> BillingSchedules => [];

    public object? BillingThresholds => null;

    public long? CancelAt { get; init; }

    public bool CancelAtPeriodEnd { get; init; }

    /// <summary>When cancelling was last asked for; <see cref="EndedAt"/> is when it really ended.</summary>
    public long? CanceledAt { get; init; }

    public CancellationDetails CancellationDetails { get; init; } = new();

    public string CollectionMethod { get; init; } = "charge_automatically";

    public required string Currency { get; init; }

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public long? DaysUntilDue { get; init; }

    [Expandable]
    public string? DefaultPaymentMethod { get; init; }

    [Expandable]
    public string? DefaultSource => null;

    public List<TaxRate> DefaultTaxRates { get; init; } = [];

    public string? Description { get; init; }

    [Expandable]
    public List<string> Discounts { get; init; } = [];

    public long? EndedAt { get; init; }

    public SubscriptionInvoiceSettings InvoiceSettings { get; init; } = new();

    public required ListOf<SubscriptionItem> Items { get; init; }

    [Expandable]
    public string? LatestInvoice { get; init; }

    public bool Livemode => false;

    public object? ManagedPayments => null;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public long? NextPendingInvoiceItemInvoice => null;

    [Expandable]
    public string? OnBehalfOf => null;

    public PauseCollection? PauseCollection { get; init; }

    public SubscriptionPaymentSettings PaymentSettings { get; init; } = new();

    public object? PendingInvoiceItemInterval => null;

    [Expandable]
    public string? PendingSetupIntent { get; init; }

    public object? PendingUpdate => null;

    [Expandable]
    public string? Schedule => null;

    public long StartDate { get; init; }

    /// <summary>incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid or paused.</summary>
    public required string Status { get; init; }

    [Expandable]
    public string? TestClock { get; init; }

    public object? TransferData => null;

    public long? TrialEnd { get; init; }

    public TrialSettings TrialSettings { get; init; } = new(new TrialEndBehavior("create_invoice"));

    public long? TrialStart { get; init; }

    /// <summary>False while the request that makes it still runs: its changes belong to the one created event.</summary>
    [Hidden]
    public bool Announced { get; init; }

    [Hidden]
    public bool TrialWarned { get; init; }

    public override IEnumerable<string?> Owners =>
        Items.Data.SelectMany(item => new[] { item.Price.Id, ItemOwner(item.Id) }).Distinct().Append(Customer).Append(TestClock);

    /// <summary>Under this name the store finds the subscription of an item.</summary>
    public static string ItemOwner(string item) => "item:" + item;

    public override string? ClockId => TestClock;

    public override long? WakeAt => Status switch
    {
        "trialing" => Earliest(CancelAt, TrialWarned ? TrialEnd : Math.Max(TrialEnd!.Value - TrialWarningSeconds, Created)),
        "active" or "past_due" or "unpaid" => Earliest(CancelAt, PeriodEnd),
        "incomplete" => Created + IncompleteExpirySeconds,
        "paused" => CancelAt,
        _ => null,
    };

    [JsonIgnore]
    public long PeriodEnd => Items.Data.Count == 0 ? BillingCycleAnchor : Items.Data.Min(item => item.CurrentPeriodEnd);

    [JsonIgnore]
    public long PeriodStart => Items.Data.Count == 0 ? StartDate : Items.Data.Min(item => item.CurrentPeriodStart);

    [JsonIgnore]
    public bool IsOver => Status is "canceled" or "incomplete_expired";

    private static long? Earliest(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}

internal sealed record SubscriptionAutomaticTax
{
    public string? DisabledReason { get; init; }

    public bool Enabled { get; init; }

    public Invoices.InvoiceIssuer? Liability { get; init; }
}

internal sealed record BillingMode(string Type, object? Flexible);

internal sealed record CancellationDetails
{
    public string? Comment { get; init; }

    public string? Feedback { get; init; }

    public string? Reason { get; init; }
}

internal sealed record SubscriptionInvoiceSettings
{
    public List<string>? AccountTaxIds => null;

    public List<Customers.CustomField>? CustomFields => null;

    public string? Description => null;

    public string? Footer => null;

    public Invoices.InvoiceIssuer Issuer { get; init; } = new("self");
}

internal sealed record PauseCollection(string Behavior, long? ResumesAt);

internal sealed record SubscriptionPaymentSettings
{
    public object? PaymentMethodOptions => null;

    public List<string>? PaymentMethodTypes { get; init; }

    public string SaveDefaultPaymentMethod { get; init; } = "off";
}

internal sealed record TrialSettings(TrialEndBehavior EndBehavior);

internal sealed record TrialEndBehavior(string MissingPaymentMethod);

/// <summary>Stripe's subscription item: one price and how many of it.</summary>
internal sealed record SubscriptionItem
{
    public required string Id { get; init; }

    public string Object => "subscription_item";

    public object? BillingThresholds => null;

    public long Created { get; init; }

    public required long CurrentPeriodEnd { get; init; }

    public required long CurrentPeriodStart { get; init; }

    /// <summary>The item's own; they come before its subscription's.</summary>
    [Expandable]
    public List<string> Discounts { get; init; } = [];

    public Dictionary<string, string> Metadata { get; init; } = [];

    public Plan Plan => Plan.Of(Price);

    public required Price Price { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Quantity { get; init; }

    public required string Subscription { get; init; }

    public List<TaxRate> TaxRates { get; init; } = [];

    /// <summary>Since when the item's metered price counts usage, if that is not the period's start.</summary>
    [Hidden]
    public long UsageFrom { get; init; }
}
