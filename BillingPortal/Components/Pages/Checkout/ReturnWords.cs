using BillingPortal.Components.Parts;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>The sentences after a checkout.</summary>
public static class ReturnWords
{
    public static string After(SubscriptionView subscription)
    {
        var total = Words.Money(subscription.UnitAmount * subscription.Quantity);
        return subscription switch
        {
            { Status: SubscriptionStatus.Trialing, TrialEnd: { } end, CancelAtPeriodEnd: false } =>
                $"Your trial ends on {Words.Day(end)}. Nothing was charged today; the first payment of {total} is due then.",
            { Status: SubscriptionStatus.Trialing, TrialEnd: { } end } => $"Your trial ends on {Words.Day(end)}. Nothing was charged today, and the plan ends with the trial.",
            { Status: SubscriptionStatus.Active } => $"Thank you. The plan renews on {Words.Day(subscription.CurrentPeriodEnd)} for {total}.",
            _ => "The plan is set up. The billing page shows what is left to do.",
        };
    }
}
