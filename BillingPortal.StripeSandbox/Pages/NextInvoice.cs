using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Says what the next invoice of a subscription will be and when.</summary>
internal static class NextInvoice
{
    public static string Sentence(PortalView view, Subscription subscription) => "";
}
