using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Credits the unused rest of what was billed and charges the rest of what replaces it, to the second.</summary>
internal static class Proration
{
    /// <summary>A part of an amount by time, rounded half away from zero.</summary>
    public static long Share(long amount, long seconds, long ofSeconds) =>
        ofSeconds <= 0 ? 0 : (long)decimal.Round((decimal)amount * seconds / ofSeconds, MidpointRounding.AwayFromZero);

    /// <summary>Makes the waiting invoice items for a change from some items to others at the given second.</summary>
    public static void Prorate(Account account, Subscription before, Subscription after, long at)
    {
        foreach (var old in before.Items.Data)
        {
            var now = after.Items.Data.Find(item => item.Id == old.Id);
            if (now is null || now.Price.Id != old.Price.Id || now.Quantity != old.Quantity)
            {
                Item(account, before, old, at, credit: true);
                if (now is not null)
                {
                    Item(account, after, now, at, credit: false);
                }
            }
        }

        foreach (var added in after.Items.Data.Where(item => before.Items.Data.TrueForAll(old => old.Id != item.Id)))
        {
            Item(account, after, added, at, credit: false);
        }
    }

    private static void Item(Account account, Subscription subscription, SubscriptionItem item, long at, bool credit)
    {
        if (item.Price.IsMetered())
        {
            // Usage is billed as it was, never by time.
            return;
        }

        var whole = item.CurrentPeriodEnd - item.CurrentPeriodStart;
        var rest = item.CurrentPeriodEnd - at;
        var billed = credit ? CreditedLine(account, subscription, item) : null;
        var full = Lines.AmountOf(item.Price.In(subscription.Currency), item.Quantity ?? 0);
        var amount = Share(SubscriptionDiscounts.Net(account, subscription, item, full, billed), rest, whole);
        var name = Lines.NameOf(account, item.Price);
        var day = DateTimeOffset.FromUnixTimeSeconds(at).ToString("dd MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        account.Create("invoiceitem.created", new InvoiceItem
        {
            Id = Ids.New("ii"),
            Created = account.Now,
            Date = at,
            Amount = credit ? -amount : amount,
            Currency = subscription.Currency,
            Credits = billed,
            Customer = subscription.Customer,
            Description = credit ? $"Unused time on {name} after {day}" : $"Remaining time on {name} after {day}",
            Discountable = false,
            FullAmount = Share(full, rest, whole),
            Metadata = [],
            Parent = new InvoiceItemParent { SubscriptionDetails = new InvoiceItemSubscription { Subscription = subscription.Id, SubscriptionItem = item.Id } },
            Period = new LinePeriod(at, item.CurrentPeriodEnd),
            Pricing = LinePricing.Of(item.Price.In(subscription.Currency)),
            TaxBehavior = item.Price.In(subscription.Currency).TaxBehavior,
            TaxRates = item.TaxRates,
            Proration = true,
            Quantity = item.Quantity ?? 0,
            TestClock = subscription.TestClock,
        });
    }

    /// <summary>The latest billed line of the item, which the credit takes back.</summary>
    private static CreditedItems? CreditedLine(Account account, Subscription subscription, SubscriptionItem item)
    {
        foreach (var invoice in Enumerable.Reverse(account.OwnedBy<Invoice>(subscription.Id)))
        {
            var lines = invoice.Lines.Data.Where(line => line.Amount > 0 && line.Parent.SubscriptionItemDetails?.SubscriptionItem == item.Id).Select(line => line.Id).ToList();
            if (lines.Count > 0)
            {
                return new CreditedItems(invoice.Id, lines);
            }
        }

        return null;
    }
}
