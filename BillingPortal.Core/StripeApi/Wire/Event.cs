using System.Text.Json;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's event: a hint that an object changed. The object inside is a snapshot and is never trusted, except for deletions.</summary>
public sealed record Event : IStripeObject
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public string? ApiVersion { get; init; }

    public required DateTimeOffset Created { get; init; }

    public bool Livemode { get; init; }

    /// <summary>How many endpoints have not taken it yet and will be tried again.</summary>
    public int PendingWebhooks { get; init; }

    public required EventData Data { get; init; }
}

public sealed record EventData
{
    public required JsonElement Object { get; init; }

    public JsonElement? PreviousAttributes { get; init; }
}
