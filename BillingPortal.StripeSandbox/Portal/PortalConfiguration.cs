using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Portal;

/// <summary>Stripe's customer portal configuration: what the hosted portal lets a customer do.</summary>
internal sealed record PortalConfiguration : StripeObject
{
    public override string Object => "billing_portal.configuration";

    public bool Active { get; init; } = true;

    [Expandable]
    public string? Application => null;

    public PortalBusinessProfile BusinessProfile { get; init; } = new(null, null, null);

    public string? DefaultReturnUrl { get; init; }

    public PortalFeatures Features { get; init; } = new();

    public bool IsDefault { get; init; }

    public bool Livemode => false;

    public PortalLoginPage LoginPage { get; init; } = new(false, null);

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Name { get; init; }

    public long Updated { get; init; }
}

internal sealed record PortalBusinessProfile(string? Headline, string? PrivacyPolicyUrl, string? TermsOfServiceUrl);

internal sealed record PortalLoginPage(bool Enabled, string? Url);

internal sealed record PortalFeatures
{
    public PortalCustomerUpdate CustomerUpdate { get; init; } = new([], false);

    public PortalSwitch InvoiceHistory { get; init; } = new(true);

    public PortalPaymentMethodUpdate PaymentMethodUpdate { get; init; } = new(true, null);

    public PortalCancel SubscriptionCancel { get; init; } = new();

    public PortalUpdate SubscriptionUpdate { get; init; } = new();
}

internal sealed record PortalSwitch(bool Enabled);

internal sealed record PortalCustomerUpdate(List<string> AllowedUpdates, bool Enabled)
{
    /// <summary>address, email, name, phone, shipping or tax_id.</summary>
    public bool Allows(string what) => Enabled && AllowedUpdates.Contains(what);
}

internal sealed record PortalPaymentMethodUpdate(bool Enabled, string? PaymentMethodConfiguration);

internal sealed record PortalCancel
{
    public PortalCancellationReason CancellationReason { get; init; } = new(false, []);

    public bool Enabled { get; init; } = true;

    public string Mode { get; init; } = "at_period_end";

    public string ProrationBehavior { get; init; } = "none";
}

internal sealed record PortalCancellationReason(bool Enabled, List<string> Options);

internal sealed record PortalUpdate
{
    public string? BillingCycleAnchor { get; init; }

    public List<string> DefaultAllowedUpdates { get; init; } = [];

    public bool Enabled { get; init; }

    public List<PortalProduct>? Products { get; init; } = [];

    public string ProrationBehavior { get; init; } = "none";

    public PortalSchedule ScheduleAtPeriodEnd { get; init; } = new([]);

    public string TrialUpdateBehavior { get; init; } = "end_trial";

    /// <summary>price, quantity or promotion_code.</summary>
    public bool Allows(string what) => Enabled && DefaultAllowedUpdates.Contains(what);

    [JsonIgnore]
    public IEnumerable<string> Prices => Products?.SelectMany(product => product.Prices) ?? [];
}

internal sealed record PortalProduct
{
    public PortalAdjustableQuantity AdjustableQuantity { get; init; } = new(false, null, 1);

    public required List<string> Prices { get; init; }

    public required string Product { get; init; }
}

internal sealed record PortalAdjustableQuantity(bool Enabled, long? Maximum, long Minimum);

internal sealed record PortalSchedule(List<PortalScheduleCondition> Conditions)
{
    /// <summary>decreasing_item_amount or shortening_interval.</summary>
    public bool Waits(string condition) => Conditions.Exists(known => known.Type == condition);
}

internal sealed record PortalScheduleCondition(string Type);
