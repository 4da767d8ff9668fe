using System.Security.Cryptography;
using System.Text.Json;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions;

/// <summary>
/// Everything that decides what Stripe is asked for. Two requests that mean the same make equal intents and share one session; any
/// difference is another intent. Stored with the attempt, so that a repetition after a crash sends the very same request.
/// </summary>
/// <param name="TrialDays">Null charges at once.</param>
/// <param name="MissingPaymentMethod">Stripe's word for the end of a trial without a card.</param>
public sealed record CheckoutIntent(
    OrganizationId Organization, PlanCode Plan, PriceId Price, long Quantity, int? TrialDays, string? MissingPaymentMethod, bool AutomaticTax, string SuccessUrl, string CancelUrl)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static CheckoutIntent FromJson(string json) => JsonSerializer.Deserialize<CheckoutIntent>(json)!;

    /// <summary>Equal for equal intents.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)));
}
