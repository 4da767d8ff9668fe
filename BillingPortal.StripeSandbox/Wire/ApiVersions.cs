using BillingPortal.StripeSandbox.Wire.Surface;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>Stripe's API versions. The sandbox answers every caller in the one it speaks, and says so in the answer's Stripe-Version.</summary>
internal static class ApiVersions
{
    /// <summary>The version after ours, which Stripe's current SDKs pin; the description of ours cannot list it.</summary>
    private const string Next = "2026-10-28.endive";

    /// <summary>The description lists all versions where a webhook endpoint chooses one.</summary>
    private static readonly Lazy<HashSet<string>> Known = new(() =>
        [.. RequestSurface.Find("POST", "/v1/webhook_endpoints")!.Fields["api_version"].Slot.Shapes.OfType<ChoiceShape>().SelectMany(choice => choice.Values), Next]);

    public static bool IsKnown(string version) => Known.Value.Contains(version);
}
