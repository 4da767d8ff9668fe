using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Plans;

/// <summary>How far somebody on the pricing page has come already.</summary>
/// <param name="LivePlan">The plan of a subscription that still runs; null when there is none, or when its price is none of the plans file.</param>
public sealed record Shopper(bool SignedIn, bool HasOrganization, bool HasLiveSubscription, PlanCode? LivePlan)
{
    public static Shopper Visitor { get; } = new(false, false, false, null);

    public static Shopper With(bool hasOrganization, SubscriptionView? subscription)
    {
        var live = subscription?.Status.IsLive() == true;
        return new Shopper(true, hasOrganization, live, live ? subscription!.Plan : null);
    }
}
