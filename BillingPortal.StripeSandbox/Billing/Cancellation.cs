using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Ends subscriptions and settles what is open between them and their customer.</summary>
internal static class Cancellation
{
    /// <summary>Ends it now: the unused time is credited when asked for, and what waits is billed at once, kept waiting, or dropped.</summary>
    public static Billed Now(Account account, Subscription subscription, CancellationDetails details, bool prorate, bool invoiceNow)
    {
        if (prorate && subscription.IsBilled)
        {
            subscription = Proration.CreditAll(account, subscription, account.Now);
        }

        if (!prorate && !invoiceNow)
        {
            DropProrations(account, subscription);
        }

        return invoiceNow ? FinalInvoice.End(account, subscription, details, "subscription_update")
            : new Billed(SubscriptionLifecycle.Cancel(account, subscription, details));
    }

    /// <summary>Ends it as planned: what still waits for it is billed with the period.</summary>
    public static Billed AsPlanned(Account account, Subscription subscription) =>
        FinalInvoice.End(account, subscription, subscription.CancellationDetails, "subscription_cycle");

    private static void DropProrations(Account account, Subscription subscription)
    {
        foreach (var item in account.OwnedBy<InvoiceItem>(subscription.Customer)
            .Where(item => item is { Invoice: null, Proration: true } && item.Parent?.SubscriptionDetails.Subscription == subscription.Id))
        {
            account.Remove(item);
            account.Emit("invoiceitem.deleted", item);
        }
    }
}
