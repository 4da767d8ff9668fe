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

    /// <summary>Since when the item's metered price counts usage, if that is not the period's start.</summary>
    [Hidden]
    public long UsageFrom { get; init; }
}
