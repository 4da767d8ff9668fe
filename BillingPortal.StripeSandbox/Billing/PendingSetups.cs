using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Carries a card that was set up for a subscription without a first payment, as for a trial, to that subscription.</summary>
internal static class PendingSetups
{
    /// <summary>The subscription waits no longer; it keeps the card when its payment settings say so, as it would keep one that paid.</summary>
    public static void Settle(Account account, SetupIntent done)
    {
        if (done.Customer is not { } owner || account.OwnedBy<Subscription>(owner).Find(row => row.PendingSetupIntent == done.Id) is not { } subscription)
        {
            return;
        }

        var keeps = subscription is { DefaultPaymentMethod: null, PaymentSettings.SaveDefaultPaymentMethod: "on_subscription" };
        SubscriptionLifecycle.Change(account, subscription, subscription with
        {
            PendingSetupIntent = null, DefaultPaymentMethod = keeps ? done.PaymentMethod : subscription.DefaultPaymentMethod,
        });
    }
}
