namespace BillingPortal.StripeSandbox.Meters;

/// <summary>Stripe's meter event, which only its own answer ever shows: it has no id and cannot be read back.</summary>
internal sealed record MeterEvent
{
    public string Object => "billing.meter_event";

    public required long Created { get; init; }

    public required string EventName { get; init; }

    public required string Identifier { get; init; }

    public bool Livemode => false;

    public required Dictionary<string, string> Payload { get; init; }

    public required long Timestamp { get; init; }
}

/// <summary>Stripe's answer to a correction of usage.</summary>
internal sealed record MeterEventAdjustment
{
    public string Object => "billing.meter_event_adjustment";

    public required MeterEventCancellation Cancel { get; init; }

    public required string EventName { get; init; }

    public bool Livemode => false;

    /// <summary>Stripe may answer pending and take the event out a little later; here it is out at once.</summary>
    public string Status => "complete";

    public string Type => "cancel";
}

internal sealed record MeterEventCancellation(string Identifier);

/// <summary>Stripe's event summary: what a customer's usage comes to in a stretch of time.</summary>
internal sealed record MeterEventSummary
{
    public required string Id { get; init; }

    public string Object => "billing.meter_event_summary";

    public required decimal AggregatedValue { get; init; }

    /// <summary>Exclusive, as the start is inclusive.</summary>
    public required long EndTime { get; init; }

    public bool Livemode => false;

    public required string Meter { get; init; }

    public required long StartTime { get; init; }
}
