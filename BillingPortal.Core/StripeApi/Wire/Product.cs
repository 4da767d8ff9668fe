using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's product, only the fields that the portal reads.</summary>
public sealed record Product : IStripeObject
{
    public required string Id { get; init; }

    public bool Active { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];
}

/// <summary>Stripe's price, only the fields that the portal reads.</summary>
public sealed record Price : IStripeObject
{
    public required string Id { get; init; }

    public bool Active { get; init; }

    public required Currency Currency { get; init; }

    public string? LookupKey { get; init; }

    public Expandable<Product>? Product { get; init; }

    public PriceRecurring? Recurring { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>; null for tiered prices and for fractions of a minor unit.</summary>
    public long? UnitAmount { get; init; }

    /// <summary><c>one_time</c> or <c>recurring</c>.</summary>
    public string Type { get; init; } = "";

    public Dictionary<string, string> Metadata { get; init; } = [];
}

public sealed record PriceRecurring
{
    /// <summary><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c>.</summary>
    public required string Interval { get; init; }

    public int IntervalCount { get; init; } = 1;

    /// <summary><c>licensed</c> or <c>metered</c>.</summary>
    public string UsageType { get; init; } = "licensed";
}
