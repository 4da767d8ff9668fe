using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>The three ends of a trial: it goes on paid, it is cancelled, or it is paused until there is a card.</summary>
internal static class Trials
{
    public static Billed End(Account account, Subscription subscription, string reason)
    {
        var behavior = HasMethod(account, subscription) ? "create_invoice" : subscription.TrialSettings.EndBehavior.MissingPaymentMethod;
        if (behavior == "cancel")
        {
            return new Billed(SubscriptionLifecycle.Cancel(account, subscription with { TrialEnd = account.Now }, subscription.CancellationDetails));
        }

        if (behavior == "pause")
        {
            var paused = SubscriptionLifecycle.Change(account, subscription, subscription with { Status = "paused", TrialEnd = account.Now });
            account.Emit("customer.subscription.paused", paused);
            return new Billed(paused);
        }

        return Begin(account, subscription, reason);
    }

    /// <summary>The first paid period begins now, and with it the billing cycle.</summary>
    public static Billed Begin(Account account, Subscription subscription, string reason)
    {
        var begun = subscription with
        {
            Status = "active",
            TrialEnd = subscription.TrialEnd is { } end && end < account.Now ? end : subscription.TrialEnd is null ? null : account.Now,
            BillingCycleAnchor = account.Now,
            Items = Renewals.InPeriodAt(subscription, account.Now, account.Now),
        };
        return Renewals.Bill(account, subscription, begun, reason, new LinePeriod(subscription.PeriodStart, account.Now));
    }

    private static bool HasMethod(Account account, Subscription subscription) => subscription.CollectionMethod == "send_invoice"
        || account.Find<PaymentMethod>(subscription.DefaultPaymentMethod ?? account.Find<Customer>(subscription.Customer)?.InvoiceSettings.DefaultPaymentMethod) is not null;
}
