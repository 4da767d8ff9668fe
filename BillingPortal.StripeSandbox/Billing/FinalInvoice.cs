using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>The last invoice of a subscription that ends: what waited for its next invoice, and the usage that nobody has billed yet.</summary>
internal static class FinalInvoice
{
    /// <summary>Ends the subscription and drafts the invoice; there is none when nothing is left to bill.</summary>
    /// <param name="account">Whose subscription it is.</param>
    /// <param name="ending">The subscription as it is before its end: the status says whether a trial makes a present of the usage.</param>
    /// <param name="details">Why it ends.</param>
    /// <param name="reason">Stripe's billing_reason: subscription_cycle at a period's end, subscription_update at any other time.</param>
    public static Billed End(Account account, Subscription ending, CancellationDetails details, string reason)
    {
        var blank = Renewals.Blank(account, ending, reason, new LinePeriod(ending.PeriodStart, account.Now));
        var lines = InvoiceEngine.TakePendingItems(account, ending.Customer, ending.Currency, blank.Id, ending.Id);
        lines.AddRange(MeteredLines.AtEnd(account, ending));

        // The end is told before the invoice, and with it: no later event explains where the invoice came from.
        var ended = SubscriptionLifecycle.Cancel(account, lines.Count == 0 ? ending : ending with { LatestInvoice = blank.Id }, details);
        return new Billed(ended, lines.Count == 0 ? null : InvoiceEngine.Draft(account, blank, lines));
    }
}
