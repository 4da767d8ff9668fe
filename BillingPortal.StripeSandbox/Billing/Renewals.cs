using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>What a step of a subscription leaves before anything is collected: the subscription as saved, and the draft that bills the step, if any.</summary>
internal sealed record Billed(Subscription Subscription, Invoice? Draft = null);

/// <summary>Begins periods: moves the items on and drafts the invoice that bills the new period.</summary>
internal static class Renewals
{
    public static void Renew(Account account, Subscription subscription) => Collection.Later(account, Advance(account, subscription));

    /// <summary>The items whose period is over enter the next one; items with longer periods stay in theirs.</summary>
    public static Billed Advance(Account account, Subscription subscription)
    {
        var used = subscription;
        subscription = PlannedChange.Apply(account, subscription);
        var (from, until) = (subscription.PeriodStart, subscription.PeriodEnd);
        var due = subscription.Items.Data.Where(item => item.CurrentPeriodEnd <= until).Select(item => item.Id).ToHashSet();
        var moved = subscription with { Items = InPeriodAt(subscription, until, due.Contains) };
        return Bill(account, subscription, moved, "subscription_cycle", new LinePeriod(from, until), due.Contains, used);
    }

    /// <summary>The items, those that are due in a period that begins at the given second.</summary>
    public static ListOf<SubscriptionItem> InPeriodAt(Subscription subscription, long at, Func<string, bool>? due = null) => subscription.Items with
    {
        Data = [.. subscription.Items.Data.Select(item => due?.Invoke(item.Id) == false ? item : item with
        {
            CurrentPeriodStart = at, CurrentPeriodEnd = EndOf(subscription, item.Price.Recurring!, at),
        })],
    };

    /// <summary>Where a period that begins at a second ends: by the cycle, or earlier at a planned cancellation.</summary>
    public static long EndOf(Subscription subscription, Recurring recurring, long start)
    {
        var end = subscription.Cycle.End(recurring, start);
        return subscription is { CancelAtPeriodEnd: false, CancelAt: { } planned } && planned > start && planned < end ? planned : end;
    }

    /// <summary>Saves the moved subscription with a draft for its new periods; the change is told before the invoice.</summary>
    /// <param name="account">Whose subscription it is.</param>
    /// <param name="before">The subscription as last told.</param>
    /// <param name="moved">The subscription in its new period.</param>
    /// <param name="reason">Stripe's billing_reason.</param>
    /// <param name="window">The window of invoice items, the invoice's own period.</param>
    /// <param name="due">Which items are billed; all when absent.</param>
    /// <param name="used">The subscription with the prices of the period that is over, when a planned change has replaced them.</param>
    public static Billed Bill(Account account, Subscription before, Subscription moved, string reason, LinePeriod window, Func<string, bool>? due = null, Subscription? used = null)
    {
        var invoice = Blank(account, moved, reason, window);
        var lines = new List<InvoiceLine>();
        var items = new List<SubscriptionItem>();
        foreach (var item in moved.Items.Data)
        {
            if (due?.Invoke(item.Id) == false || item.Price.IsMetered())
            {
                items.Add(item);
                continue;
            }

            var (billed, line) = PeriodLines.Bill(account, moved, item, invoice.Id);
            items.Add(billed);
            lines.Add(line);
        }

        lines.AddRange(MeteredLines.InArrears(account, used ?? before, moved));
        moved = SubscriptionLifecycle.Change(account, before, moved with { LatestInvoice = invoice.Id, Items = moved.Items with { Data = items } });
        return new Billed(moved, InvoiceEngine.Draft(account, invoice,
            [.. InvoiceEngine.TakePendingItems(account, moved.Customer, moved.Currency, invoice.Id, moved.Id), .. lines]));
    }

    /// <summary>A draft of what waits for the subscription, if anything does.</summary>
    public static Billed BillWaiting(Account account, Subscription before, Subscription after, string reason, long? prorationDate = null)
    {
        var blank = Blank(account, after, reason, new LinePeriod(account.Now, account.Now), prorationDate);
        var lines = InvoiceEngine.TakePendingItems(account, after.Customer, after.Currency, blank.Id, after.Id);
        after = SubscriptionLifecycle.Change(account, before, lines.Count == 0 ? after : after with { LatestInvoice = blank.Id });
        return new Billed(after, lines.Count == 0 ? null : InvoiceEngine.Draft(account, blank, lines));
    }

    /// <summary>An invoice that belongs to a subscription and takes over what the subscription says about paying.</summary>
    public static Invoice Blank(Account account, Subscription subscription, string reason, LinePeriod window, long? prorationDate = null)
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
            CustomFields = subscription.InvoiceSettings.CustomFields,
            DaysUntilDue = subscription.DaysUntilDue,
            Description = subscription.InvoiceSettings.Description ?? subscription.Description,
            Footer = subscription.InvoiceSettings.Footer,
            Lines = InvoiceEngine.LinesOf(id, []),
            Parent = new InvoiceParent
            {
                SubscriptionDetails = new InvoiceSubscriptionDetails
                {
                    Metadata = subscription.Metadata, Subscription = subscription.Id, SubscriptionProrationDate = prorationDate,
                },
            },
            PaymentSettings = new InvoicePaymentSettings { PaymentMethodTypes = subscription.PaymentSettings.PaymentMethodTypes }
                .Asking(subscription.PaymentSettings.PaymentMethodOptions?.Card?.RequestThreeDSecure),
            PeriodStart = window.Start,
            PeriodEnd = window.End,
        };
    }
}
