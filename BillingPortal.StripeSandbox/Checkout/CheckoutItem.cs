using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Stripe's <c>item</c>: one line of a Checkout session. Its amounts are those of the invoice line that it becomes.</summary>
internal sealed record CheckoutItem
{
    public required string Id { get; init; }

    public string Object => "item";

    public CheckoutAdjustableQuantity? AdjustableQuantity { get; init; }

    public long AmountDiscount { get; init; }

    public required long AmountSubtotal { get; init; }

    public long AmountTax { get; init; }

    public required long AmountTotal { get; init; }

    public required string Currency { get; init; }

    public required string Description { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required Catalog.Price Price { get; init; }

    /// <summary>Null for metered prices, which are billed by usage.</summary>
    public long? Quantity { get; init; }

    [Hidden]
    public List<string> TaxRates { get; init; } = [];

    [JsonIgnore]
    public bool IsMetered => Price.Recurring?.UsageType == "metered";
}

internal sealed record CheckoutAdjustableQuantity(bool Enabled, long? Maximum, long? Minimum)
{
    /// <summary>Stripe's limits where the request names none.</summary>
    public long Within(long quantity) => Math.Clamp(quantity, Minimum ?? 0, Maximum ?? 99);
}
