using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>Stripe's billing meter: which events count as usage, whose, and how they add up. Only its name changes.</summary>
internal sealed record Meter : StripeObject
{
    public override string Object => "billing.meter";

    public MeterCustomerMapping CustomerMapping { get; init; } = new("stripe_customer_id", "by_id");

    public required MeterAggregation DefaultAggregation { get; init; }

    public required string DisplayName { get; init; }

    public required string EventName { get; init; }

    /// <summary>hour or day when senders add up by themselves: the newest event of a window then replaces the others of it. Null counts each event.</summary>
    public string? EventTimeWindow { get; init; }

    public bool Livemode => false;

    /// <summary>active or inactive.</summary>
    public string Status { get; init; } = "active";

    public MeterStatusTransitions StatusTransitions { get; init; } = new(null);

    public long Updated { get; init; }

    public MeterValueSettings ValueSettings { get; init; } = new("value");

    public override IEnumerable<string?> Owners => [EventOwner(EventName)];

    /// <summary>Under this name the store finds the meters that an event may mean.</summary>
    public static string EventOwner(string eventName) => "meter event:" + eventName;
}

internal sealed record MeterCustomerMapping(string EventPayloadKey, string Type);

/// <summary>sum, count or last.</summary>
internal sealed record MeterAggregation(string Formula);

internal sealed record MeterStatusTransitions(long? DeactivatedAt);

internal sealed record MeterValueSettings(string EventPayloadKey);
