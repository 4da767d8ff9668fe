using System.Text.Json;
using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Stripe's event: what changed, as a snapshot in the account's API version. Kept for thirty days.</summary>
internal sealed record Event : StripeObject
{
    private const long KeptSeconds = 30 * 24 * 60 * 60;

    public override string Object => "event";

    public required string ApiVersion { get; init; }

    public required EventData Data { get; init; }

    public bool Livemode => false;

    /// <summary>Deliveries still to be made; read anew from the open deliveries whenever the event is shown.</summary>
    public long PendingWebhooks { get; init; }

    public required EventRequest? Request { get; init; }

    public required string Type { get; init; }

    public override long? WakeAt => Created + KeptSeconds;
}

internal sealed record EventData
{
    public required JsonElement Object { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? PreviousAttributes { get; init; }
}

/// <summary>The request behind an event; both null when the clock made it.</summary>
internal sealed record EventRequest(string? Id, string? IdempotencyKey);
