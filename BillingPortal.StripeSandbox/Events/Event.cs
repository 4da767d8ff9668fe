using System.Text.Json;
using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Stripe's event: what changed, as a snapshot in the account's API version. Kept for thirty days.</summary>
internal sealed record Event : StripeObject
{
    private const long KeptSeconds = 30 * 24 * 60 * 60;
    private const long DeliveryDays = 4 * 24 * 60 * 60;

    public override string Object => "event";

    public required string ApiVersion { get; init; }

    public required EventData Data { get; init; }

    public bool Livemode => false;

    /// <summary>Deliveries still to be made; read anew from the open deliveries whenever the event is shown.</summary>
    public long PendingWebhooks { get; init; }

    public required EventRequest? Request { get; init; }

    public required string Type { get; init; }

    /// <summary>Later than the thirty days while a delivery of it is still under way, as after a long journey of the clock.</summary>
    [Hidden]
    public long? KeptUntil { get; init; }

    public override long? WakeAt => KeptUntil ?? Created + KeptSeconds;

    /// <summary>Its days are over: forgotten, unless somebody still waits for it; then as long as deliveries are tried, and once only.</summary>
    public static void Wake(Account account, Event old)
    {
        if (old.KeptUntil is null && account.TableOf(typeof(Delivery)).CountOwnedBy(old.Id) > 0)
        {
            account.Save(old with { KeptUntil = account.Now + DeliveryDays });
            return;
        }

        foreach (var delivery in account.OwnedBy<Delivery>(old.Id))
        {
            account.Remove(delivery);
        }

        account.Remove(old);
    }
}

internal sealed record EventData
{
    public required JsonElement Object { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? PreviousAttributes { get; init; }
}

/// <summary>The request behind an event; both null when the clock made it.</summary>
internal sealed record EventRequest(string? Id, string? IdempotencyKey);
