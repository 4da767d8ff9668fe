using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Webhooks;

/// <summary>What proves that a delivery is Stripe's, and which events are wanted.</summary>
public sealed class WebhookOptions : IPortalOptions
{
    /// <summary>Signing secret of the webhook endpoint (<c>whsec_…</c>).</summary>
    public string Secret { get; set; } = "";

    /// <summary>Further secrets, comma separated: while a secret is rolled, deliveries signed with the old one are still under way.</summary>
    public string Secrets { get; set; } = "";

    /// <summary>Event types, comma separated; <c>invoice.*</c> stands for all that begin so. Empty: every type that has a route.</summary>
    public string AllowedEvents { get; set; } = "";

    /// <summary>How far a signature's timestamp may lie from now, in both directions.</summary>
    public int ToleranceSeconds { get; set; } = 300;

    /// <summary>After how many days the payloads of processed events are removed; their ids are kept for ever.</summary>
    public int RetentionDays { get; set; } = 90;

    public IReadOnlyList<string> AllSecrets() => [.. Split(Secret), .. Split(Secrets)];

    public IReadOnlyList<string> AllowedPatterns() => Split(AllowedEvents);

    public IEnumerable<string> Problems()
    {
        if (AllSecrets().Count == 0)
            yield return "STRIPE_WEBHOOK_SECRET must be set: without it no delivery can be told from a forgery.";
        if (AllSecrets().Any(secret => !secret.StartsWith("whsec_", StringComparison.Ordinal)))
            yield return "STRIPE_WEBHOOK_SECRET and STRIPE_WEBHOOK_SECRETS must begin with whsec_; a secret key (sk_…) does not sign webhooks.";
        if (ToleranceSeconds < 1)
            yield return "STRIPE_WEBHOOK_TOLERANCE_SECONDS must be at least 1: without a limit an old delivery could be replayed for ever.";
        if (RetentionDays < 30)
            yield return "WEBHOOK_RETENTION_DAYS must be at least 30, the time for which Stripe itself keeps events.";
        foreach (var pattern in AllowedPatterns().Where(pattern => pattern.TrimEnd('*').Contains('*', StringComparison.Ordinal)))
            yield return $"STRIPE_WEBHOOK_ALLOWED_EVENTS lists '{pattern}'; a star may only stand at the end.";
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
