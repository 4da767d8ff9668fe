using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>
/// Bills usage in arrears: a metered item's line is for the period that is over, and counts anew until the invoice is finalized, so that what is
/// reported while the draft waits is still on it.
/// </summary>
internal static class MeteredLines
{
    private const string Used = "usage";
    private const string Free = "free";

    /// <summary>The usage of the items that leave their period, at the prices that they had in it, until their next period begins.</summary>
    public static IEnumerable<InvoiceLine> InArrears(Account account, Subscription before, Subscription moved)
    {
        foreach (var item in before.Items.Data.Where(item => item.Price.IsMetered() && before.Status != "paused"))
        {
            var next = moved.Items.Data.Find(now => now.Id == item.Id) ?? moved.Items.Data[0];
            if (next.CurrentPeriodStart > item.CurrentPeriodStart)
            {
                yield return LineOf(account, before, item, Math.Min(item.CurrentPeriodEnd, next.CurrentPeriodStart), KindOf(before));
            }
        }
    }

    /// <summary>All usage that a subscription which ends now has not been billed for.</summary>
    public static IEnumerable<InvoiceLine> AtEnd(Account account, Subscription ending) =>
        from item in ending.Items.Data
        where item.Price.IsMetered() && item.CurrentPeriodStart < account.Now
        select LineOf(account, ending, item, Math.Min(item.CurrentPeriodEnd, account.Now), KindOf(ending));

    /// <summary>
    /// Nothing is over yet at the first invoice: classic billing shows that by a line of zero, flexible billing by none. Usage since a backdated
    /// beginning is billed at once by flexible billing, period by period, and with the first renewal by classic billing.
    /// </summary>
    public static (SubscriptionItem Item, List<InvoiceLine> Lines) First(Account account, Subscription subscription, SubscriptionItem item)
    {
        var start = item.CurrentPeriodStart;
        if (subscription.BillingMode.Type != "flexible")
        {
            var nothing = LineOf(account, subscription, item, start, KindOf(subscription)) with { Amount = 0, Metered = null };
            return (item with { UsageSince = subscription.StartDate < start ? new UsageSince(start, subscription.StartDate) : null }, [nothing]);
        }

        var past = new List<InvoiceLine>();
        for (var at = subscription.StartDate; at < start; at = subscription.Cycle.End(item.Price.Recurring!, at))
        {
            past.Add(Counted(account, subscription, item, new LinePeriod(at, Math.Min(subscription.Cycle.End(item.Price.Recurring!, at), start)), KindOf(subscription)));
        }

        return (item, past);
    }

    /// <summary>The draft with its metered lines counted anew.</summary>
    public static Invoice Recounted(Account account, Invoice draft) =>
        draft.Lines.Data.Exists(line => line.Metered is not null)
            ? InvoiceEngine.WithLines(account, draft, [.. draft.Lines.Data.Select(line => line.Metered is null ? line : Recounted(account, line))])
            : draft;

    /// <summary>From a change on, a metered item counts only what comes after it: usage before was at another price, or at none.</summary>
    public static Subscription FromNow(Account account, Subscription before, Subscription after) =>
        !after.Items.Data.Exists(item => IsNew(before, item)) ? after : after with
        {
            Items = after.Items with { Data = [.. after.Items.Data.Select(item => IsNew(before, item) ? item with { UsageSince = new UsageSince(item.CurrentPeriodStart, account.Now) } : item)] },
        };

    /// <summary>Flexible billing charges what was used at a metered price that goes, as an invoice item; classic billing forgets it.</summary>
    public static void BillRemoved(Account account, Subscription before, Subscription after)
    {
        if (before.BillingMode.Type != "flexible" || before.Status == "trialing")
        {
            return;
        }

        foreach (var old in before.Items.Data.Where(old => old.Price.IsMetered() && after.Items.Data.Find(item => item.Id == old.Id)?.Price.Id != old.Price.Id))
        {
            var line = LineOf(account, before, old, account.Now, Used);
            account.Create("invoiceitem.created", new InvoiceItem
            {
                Id = Ids.New("ii"),
                Created = account.Now,
                Date = account.Now,
                Amount = line.Amount,
                Currency = line.Currency,
                Customer = before.Customer,
                Description = line.Description,
                Parent = new InvoiceItemParent { SubscriptionDetails = new InvoiceItemSubscription { Subscription = before.Id, SubscriptionItem = old.Id } },
                Period = line.Period,
                Pricing = line.Pricing,
                Quantity = line.Quantity ?? 0,
                TestClock = before.TestClock,
            });
        }
    }

    private static bool IsNew(Subscription before, SubscriptionItem item) =>
        item.Price.IsMetered() && before.Items.Data.Find(old => old.Id == item.Id)?.Price.Id != item.Price.Id;

    private static InvoiceLine LineOf(Account account, Subscription subscription, SubscriptionItem item, long until, string metered)
    {
        var from = Math.Min(item.UsageFrom, until);
        return Counted(account, subscription, item, new LinePeriod(from, until), metered);
    }

    private static string KindOf(Subscription subscription) => subscription.Status == "trialing" ? Free : Used;

    private static InvoiceLine Counted(Account account, Subscription subscription, SubscriptionItem item, LinePeriod period, string metered)
    {
        // Corrections may outweigh the usage of a period; nobody is paid for that.
        var usage = Math.Max(0, (long)account.Usage.Within(item.Price.Recurring!.Meter!, subscription.Customer, period.Start, period.End));
        var line = Lines.ForPeriod(account, subscription, item with { Quantity = usage }, period.Start, period.End) with { Metered = metered };
        return metered == Used ? line : line with { Amount = 0, Description = $"{usage} × {Lines.NameOf(account, item.Price)} (Free trial)" };
    }

    private static InvoiceLine Recounted(Account account, InvoiceLine line)
    {
        var item = new SubscriptionItem
        {
            Id = line.Parent.SubscriptionItemDetails!.SubscriptionItem, Price = account.Get<Price>(line.Pricing!.PriceDetails!.Price), Subscription = line.Subscription!,
            CurrentPeriodStart = line.Period.Start, CurrentPeriodEnd = line.Period.End,
        };
        var counted = Counted(account, account.Get<Subscription>(line.Subscription!), item, line.Period, line.Metered!);
        return line with { Amount = counted.Amount, Quantity = counted.Quantity, Description = counted.Description };
    }
}
