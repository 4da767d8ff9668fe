using System.Globalization;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Makes the invoice items of prorations: credits for time that was billed, charges for time that was not.</summary>
internal static class ProrationItems
{
    /// <summary>Gives back what was billed for an item's time after a second, one credit for each charge.</summary>
    /// <returns>What is still billed.</returns>
    public static List<BilledTime> Credit(Account account, Subscription subscription, SubscriptionItem item, long at)
    {
        var left = new List<BilledTime>();
        foreach (var time in item.Price.IsMetered() ? [] : item.Billed ?? BilledBefore(subscription, item))
        {
            var from = Math.Max(at, time.Start);
            if (from >= time.Until || Charged(account, subscription, item, time) is not { } charged)
            {
                left.Add(time);
                continue;
            }

            var credited = Proration.Share(charged, time.End - from, time.End - time.Start, subscription.Currency);
            account.Create("invoiceitem.created", New(account, subscription, AsCharged(account, subscription, item, time), -(credited - time.Credited), from, time.Until, "Unused") with
            {
                Credits = LinesOf(account, time), CreditsItem = time.InvoiceItem,
            });
            left.Add(time with { Until = from, Credited = credited });
        }

        return [.. left.Where(time => time.Until > time.Start)];
    }

    /// <summary>Charges an item's time; nothing when there is none, and never for a metered price, which is billed by what was used.</summary>
    public static IEnumerable<BilledTime> Charge(Account account, Subscription subscription, SubscriptionItem item, long from, long until)
    {
        if (from >= until || item.Price.IsMetered())
        {
            return [];
        }

        var whole = subscription.Cycle.Length(item.Price.Recurring!, until);
        var amount = Proration.Share(SubscriptionDiscounts.Net(account, subscription, item, FullAmount(subscription, item)), until - from, whole, subscription.Currency);
        var made = account.Create("invoiceitem.created", New(account, subscription, item, amount, from, until, "Remaining"));
        return [BilledTime.Of(item, from, until) with { InvoiceItem = made.Id }];
    }

    /// <summary>What a whole period of the item costs.</summary>
    private static long FullAmount(Subscription subscription, SubscriptionItem item) => Lines.AmountOf(item.Price.In(subscription.Currency), item.Quantity ?? 0);

    /// <summary>A state from before items remembered their charges: the running period was billed as a whole.</summary>
    private static List<BilledTime> BilledBefore(Subscription subscription, SubscriptionItem item) => subscription.Status is "active" or "past_due" or "unpaid"
        ? [new BilledTime { Start = item.CurrentPeriodStart, End = item.CurrentPeriodEnd, Until = item.CurrentPeriodEnd }] : [];

    /// <summary>What was charged after discounts; null when that invoice was voided or the waiting item deleted, because nobody owes it then.</summary>
    private static long? Charged(Account account, Subscription subscription, SubscriptionItem item, BilledTime time)
    {
        var waiting = account.Find<InvoiceItem>(time.InvoiceItem);
        var invoice = account.Find<Invoice>(time.Invoice ?? waiting?.Invoice);
        if (invoice?.Status == "void" || (time.InvoiceItem is not null && waiting is null))
        {
            return null;
        }

        if (subscription.BillingMode.Type == "classic" || time is { Line: null, InvoiceItem: null })
        {
            // Classic subscriptions credit by what the item costs now, whatever was charged.
            return Proration.Share(SubscriptionDiscounts.Net(account, subscription, item, FullAmount(subscription, item)), time.End - time.Start, subscription.Cycle.Length(item.Price.Recurring!, time.End), subscription.Currency);
        }

        return waiting is not null ? waiting.Amount
            : invoice?.Lines.Data.Find(line => line.Id == time.Line) is { } line ? line.Amount - line.DiscountAmounts.Sum(discount => discount.Amount) : null;
    }

    /// <summary>The item as it was when that time was charged; classic billing credits it as it is.</summary>
    private static SubscriptionItem AsCharged(Account account, Subscription subscription, SubscriptionItem item, BilledTime time) =>
        subscription.BillingMode.Type == "classic" || account.Find<Price>(time.Price) is not { } price ? item : item with { Price = price, Quantity = time.Quantity };

    private static CreditedItems? LinesOf(Account account, BilledTime time) =>
        time is { Invoice: { } invoice, Line: { } line } ? new CreditedItems(invoice, [line])
        : time.InvoiceItem is { } item ? CreditLinks.Of(account, "", [], item)
        : null;

    private static InvoiceItem New(Account account, Subscription subscription, SubscriptionItem item, long amount, long from, long until, string kind)
    {
        var day = DateTimeOffset.FromUnixTimeSeconds(from).ToString("dd MMM yyyy", CultureInfo.InvariantCulture);
        return new InvoiceItem
        {
            Id = Ids.New("ii"),
            Created = account.Now,
            Date = from,
            Amount = amount,
            Currency = subscription.Currency,
            Customer = subscription.Customer,
            Description = $"{kind} time on {Lines.CountedName(account, item)} after {day}",
            Discountable = false,
            Parent = new InvoiceItemParent { SubscriptionDetails = new InvoiceItemSubscription { Subscription = subscription.Id, SubscriptionItem = item.Id } },
            Period = new LinePeriod(from, until),
            Pricing = LinePricing.Of(item.Price.In(subscription.Currency)),
            Proration = true,
            Quantity = item.Quantity ?? 0,
            TaxBehavior = item.Price.In(subscription.Currency).TaxBehavior,
            TaxRates = item.TaxRates,
            TestClock = subscription.TestClock,
        };
    }
}
