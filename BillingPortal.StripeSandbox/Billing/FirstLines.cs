using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>What an item of a new subscription puts on the first invoice: its trial, its first period, and time before now when it is backdated.</summary>
internal static class FirstLines
{
    public static (SubscriptionItem Item, List<InvoiceLine> Lines) Of(Account account, SubscriptionOrder order, Subscription subscription, SubscriptionItem item, string invoice)
    {
        if (item.Price.IsMetered())
        {
            return MeteredLines.First(account, subscription, item);
        }

        if (order.TrialEnd is not null)
        {
            return (item, [Lines.ForTrial(account, subscription, item)]);
        }

        var (billed, line) = PeriodLines.Bill(account, subscription, item, invoice);
        var stub = order.BillingCycleAnchor is not null && line.Parent.SubscriptionItemDetails!.Proration;
        if (order.ProrationBehavior == "none")
        {
            // The time until the first full period is a present, and so is the time before now.
            return stub ? (item, [line with { Amount = 0 }]) : (billed, [line]);
        }

        var past = PeriodLines.Past(account, subscription, item, subscription.StartDate, account.Now);
        return (billed, past is null ? [line] : [past, line]);
    }
}
