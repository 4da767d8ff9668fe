using BillingPortal.Core.StripeApi;

namespace BillingPortal.Core.Webhooks;

/// <summary>
/// Compares an event's API version with ours by release train: <c>2026-07-29.dahlia</c> reads like every other <c>….dahlia</c>, and shapes
/// may differ between trains. https://docs.stripe.com/api/versioning
/// </summary>
public static class ReleaseTrain
{
    /// <summary>Null when the payload has our shapes, or when Stripe did not say which it has.</summary>
    public static string? Mismatch(string? eventVersion) =>
        eventVersion is null || string.Equals(Of(eventVersion), Of(StripeVersion.Pinned), StringComparison.Ordinal)
            ? null
            : $"The event was made by API version {eventVersion}, we read {StripeVersion.Pinned}.";

    private static string Of(string version) => version.Split('.') is [_, var train] ? train : version;
}
