using BillingPortal.Core.Webhooks;

namespace BillingPortal.Core;

/// <summary>THE table: event type → object to read again → handlers in order, each line with its why.</summary>
public static class StripeEventRoutes
{
    public static EventRoutes Table { get; } = new([]);
}
