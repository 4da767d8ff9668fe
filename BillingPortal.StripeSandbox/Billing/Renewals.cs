using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>What a step of a subscription leaves before anything is collected: the subscription as saved, and the draft that bills the step, if any.</summary>
internal sealed record Billed(Subscription Subscription, Invoice? Draft = null);

/// <summary>Begins periods: moves the items on and drafts the invoice that bills the new period.</summary>
internal static class Renewals
{
    public static void Renew(Account account, Subscription subscription) => Collection.Later(account, Advance(account, subscription));

    /// <summary>The items whose period is over enter the next one.</summary>
    public static Billed Advance(Account account, Subscription subscription)
    {
        var (from, until) = (subscription.PeriodStart, subscription.PeriodEnd);
        var moved = subscription with { Items = InPeriodAt(subscription, subscription.BillingCycleAnchor, until) };
        return Bill(account, subscription, moved, "subscription_cycle", new LinePeriod(from, until));
    }

    /// <summary>The items in the period that holds the given second.</summary>
    public static ListOf<SubscriptionItem> InPeriodAt(Subscription subscription, long anchor, long at) => subscription.Items with
    {
        Data = [.. subscription.Items.Data.Select(item => item with
        {
            CurrentPeriodStart = at,
            CurrentPeriodEnd = Periods.Next(anchor, item.Price.Recurring!.Interval, item.Price.Recurring.IntervalCount, at),
        })],
    };

    /// <summary>Saves the moved subscription with a draft for its new period; the change is told before the invoice.</summary>
    /// <param name="account">Whose subscription it is.</param>
    /// <param name="before">The subscription as last told.</param>
    /// <param name="moved">The subscription in its new period.</param>
    /// <param name="reason">Stripe's billing_reason.</param>
    /// <param name="window">The window of invoice items, the invoice's own period.</param>
    public static Billed Bill(Account account, Subscription before, Subscription moved, string reason, LinePeriod window)
    {
        var invoice = Blank(account, moved, reason, window);
        moved = SubscriptionLifecycle.Change(account, before, moved with { LatestInvoice = invoice.Id });
        var lines = InvoiceEngine.TakePendingItems(account, moved.Customer, moved.Currency, invoice.Id, moved.Id);
        lines.AddRange(moved.Items.Data.Where(item => !item.Price.IsMetered()).Select(item => Lines.ForPeriod(account, moved, item, item.CurrentPeriodStart, item.CurrentPeriodEnd)));
        lines.AddRange(MeteredLines.InArrears(account, before, moved));
        return new Billed(moved, InvoiceEngine.Draft(account, invoice, lines));
    }

    /// <summary>An invoice that belongs to a subscription and takes over what the subscription says about paying.</summary>
    public static Invoice Blank(Account account, Subscription subscription, string reason, LinePeriod window)
    {
        var id = Ids.New("in");
        return new Invoice
        {
            Id = id,
            Created = account.Now,
            AutoAdvance = subscription.Status != "unpaid",
            AutomaticallyFinalizesAt = subscription.Status == "unpaid" ? null : account.Now + InvoiceEngine.DraftSeconds,
            BillingReason = reason,
            CollectionMethod = subscription.CollectionMethod,
            Currency = subscription.Currency,
            Customer = subscription.Customer,
            DaysUntilDue = subscription.DaysUntilDue,
            Description = subscription.Description,
            Lines = InvoiceEngine.LinesOf(id, []),
            Parent = new InvoiceParent
            {
                SubscriptionDetails = new InvoiceSubscriptionDetails { Metadata = subscription.Metadata, Subscription = subscription.Id },
            },
            PeriodStart = window.Start,
            PeriodEnd = window.End,
        };
    }
}
