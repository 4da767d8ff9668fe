using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.Subscriptions;

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

    /// <summary>What was charged for its time and not credited since; null in a state from before it was kept.</summary>
    [Hidden]
    public List<BilledTime>? Billed { get; init; }

    /// <summary>Since when a metered price counts usage in one of the item's periods, where that is not the period's start.</summary>
    [Hidden]
    public UsageSince? UsageSince { get; init; }

    /// <summary>Since when the current period's usage is billed at the item's price.</summary>
    [JsonIgnore]
    public long UsageFrom => UsageSince is { } since && since.PeriodStart == CurrentPeriodStart ? since.From : CurrentPeriodStart;
}

/// <summary>An exception for the period that begins at the given second: a price that came in the middle of it, or usage from before a backdated beginning.</summary>
internal sealed record UsageSince(long PeriodStart, long From);
