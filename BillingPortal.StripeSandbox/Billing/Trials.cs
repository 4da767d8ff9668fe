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
    /// <param name="account">Whose subscription it is.</param>
    /// <param name="before">The subscription as last told.</param>
    /// <param name="after">The same with what the request changes besides.</param>
    /// <param name="reason">Stripe's billing_reason.</param>
    public static Billed End(Account account, Subscription before, Subscription after, string reason)
    {
        var behavior = HasMethod(account, after) ? "create_invoice" : after.TrialSettings.EndBehavior.MissingPaymentMethod;
        if (behavior == "cancel")
        {
            return new Billed(SubscriptionLifecycle.Cancel(account, after with { TrialEnd = account.Now }, after.CancellationDetails));
        }

        if (behavior == "pause")
        {
            var paused = SubscriptionLifecycle.Change(account, before, after with { Status = "paused", TrialEnd = account.Now });
            account.Emit("customer.subscription.paused", paused);
            return new Billed(paused);
        }

        return Begin(account, before, after, reason);
    }

    /// <summary>The first paid period begins now, and with it the billing cycle, unless an anchor after the trial was ordered.</summary>
    public static Billed Begin(Account account, Subscription before, Subscription after, string reason)
    {
        var anchored = after.BillingCycleAnchorConfig is not null || after.BillingCycleAnchor > Math.Max(after.TrialEnd ?? 0, account.Now);
        var begun = after with
        {
            Status = "active",
            TrialEnd = after.TrialEnd is { } end ? Math.Min(end, account.Now) : null,
            BillingCycleAnchor = anchored ? after.BillingCycleAnchor : account.Now,
        };
        return Renewals.Bill(account, before, begun with { Items = Renewals.InPeriodAt(begun, account.Now) }, reason, new LinePeriod(before.PeriodStart, account.Now));
    }

    private static bool HasMethod(Account account, Subscription subscription) => subscription.CollectionMethod == "send_invoice"
        || account.Find<PaymentMethod>(subscription.DefaultPaymentMethod ?? account.Find<Customer>(subscription.Customer)?.ChargedMethod) is not null;
}
