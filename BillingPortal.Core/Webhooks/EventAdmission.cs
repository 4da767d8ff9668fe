namespace BillingPortal.Core.Webhooks;

/// <summary>Decides at the door whether an event is worked on, or stored as ignored with the reason.</summary>
public sealed class EventAdmission(EventRoutes routes, WebhookOptions options)
{
    private readonly IReadOnlyList<string> patterns = options.AllowedPatterns();

    /// <summary>Null when the event is wanted.</summary>
    public string? ReasonToIgnore(string eventType)
    {
        if (patterns.Count > 0 && !patterns.Any(pattern => Fits(pattern, eventType)))
            return "Its type is not in STRIPE_WEBHOOK_ALLOWED_EVENTS.";
        return routes.Find(eventType) is null ? "No route handles its type." : null;
    }

    private static bool Fits(string pattern, string eventType) => pattern.EndsWith('*')
        ? eventType.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1))
        : string.Equals(pattern, eventType, StringComparison.Ordinal);
}
