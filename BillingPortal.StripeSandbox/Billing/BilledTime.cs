using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>One charge for time of a subscription item. A credit gives back what was really charged, so each item remembers its charges.</summary>
internal sealed record BilledTime
{
    /// <summary>The invoice whose line charged it.</summary>
    public string? Invoice { get; init; }

    public string? Line { get; init; }

    /// <summary>Or the invoice item that did, which may still wait for an invoice.</summary>
    public string? InvoiceItem { get; init; }

    public required long Start { get; init; }

    public required long End { get; init; }

    /// <summary>The price and how many of it were charged; a change that billed nothing may have come since.</summary>
    public string? Price { get; init; }

    public long? Quantity { get; init; }

    /// <summary>Credits take time away from the end; up to here it is still charged.</summary>
    public required long Until { get; init; }

    /// <summary>What credits have given back already, minor units.</summary>
    public long Credited { get; init; }

    public static BilledTime Of(SubscriptionItem item, long start, long end) => new() { Price = item.Price.Id, Quantity = item.Quantity, Start = start, End = end, Until = end };
}
