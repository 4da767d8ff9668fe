using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>The last invoice of a subscription that ends: what waited for its next invoice, and the usage that nobody has billed yet.</summary>
internal static class FinalInvoice
{
    /// <summary>Drafts it for a subscription that has just ended; there is none when nothing is left to bill.</summary>
    /// <param name="account">Whose subscription it is.</param>
    /// <param name="ending">The subscription as it was before its end: the status says whether a trial makes a present of the usage.</param>
    /// <param name="ended">The subscription after it.</param>
    /// <param name="reason">Stripe's billing_reason: subscription_cycle at a period's end, subscription_update at any other time.</param>
    public static Billed Draft(Account account, Subscription ending, Subscription ended, string reason)
    {
        var blank = Renewals.Blank(account, ended, reason, new LinePeriod(ending.PeriodStart, account.Now));
        var lines = InvoiceEngine.TakePendingItems(account, ended.Customer, ended.Currency, blank.Id, ended.Id);
        lines.AddRange(MeteredLines.AtEnd(account, ending));
        return lines.Count == 0 ? new Billed(ended)
            : new Billed(account.Save(ended with { LatestInvoice = blank.Id }), InvoiceEngine.Draft(account, blank, lines));
    }
}
