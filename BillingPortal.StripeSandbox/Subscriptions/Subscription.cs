using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Billing;
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

    public BillingCycleAnchorConfig? BillingCycleAnchorConfig { get; init; }

    /// <summary>Classic for what was made before the mode was kept.</summary>
    public BillingMode BillingMode { get; init; } = BillingMode.Of("classic");

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

    public PendingUpdate? PendingUpdate { get; init; }

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
        "trialing" => Earliest(CancelAt, TrialWarned ? TrialEnd : Math.Max(TrialEnd!.Value - TrialWarningSeconds, Created), PauseCollection?.ResumesAt, PendingUpdate?.ExpiresAt),
        "active" or "past_due" or "unpaid" => Earliest(CancelAt, PeriodEnd, PauseCollection?.ResumesAt, PendingUpdate?.ExpiresAt),
        "incomplete" => Created + IncompleteExpirySeconds,
        "paused" => Earliest(CancelAt, PauseCollection?.ResumesAt),
        _ => null,
    };

    [JsonIgnore]
    public Cycle Cycle => new(BillingCycleAnchor, BillingCycleAnchorConfig?.DayOfMonth);

    [JsonIgnore]
    public long PeriodEnd => Items.Data.Count == 0 ? BillingCycleAnchor : Items.Data.Min(item => item.CurrentPeriodEnd);

    [JsonIgnore]
    public long PeriodStart => Items.Data.Count == 0 ? StartDate : Items.Data.Min(item => item.CurrentPeriodStart);

    [JsonIgnore]
    public bool IsOver => Status is "canceled" or "incomplete_expired";

    /// <summary>Its items' time is billed; before, during a pause and in a trial it is not.</summary>
    [JsonIgnore]
    public bool IsBilled => Status is "active" or "past_due" or "unpaid";

    private static long? Earliest(params ReadOnlySpan<long?> instants)
    {
        long? first = null;
        foreach (var at in instants)
        {
            first = at is null || first <= at ? first : at;
        }

        return first;
    }
}
