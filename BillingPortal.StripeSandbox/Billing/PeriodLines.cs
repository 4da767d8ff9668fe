using System.Globalization;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Bills items for the periods they are in, and lets them remember it.</summary>
internal static class PeriodLines
{
    /// <summary>The line of an item's period, whole or in proportion when the period is shorter than its price's.</summary>
    public static (SubscriptionItem Item, InvoiceLine Line) Bill(Account account, Subscription subscription, SubscriptionItem item, string invoice)
    {
        var line = Lines.ForPeriod(account, subscription, item, item.CurrentPeriodStart, item.CurrentPeriodEnd);
        var (used, whole) = (item.CurrentPeriodEnd - item.CurrentPeriodStart, subscription.Cycle.Length(item.Price.Recurring!, item.CurrentPeriodEnd));
        if (used == whole)
        {
            return (Remember(item, invoice, line), line);
        }

        line = Partial(account, item, line, Proration.Share(line.Amount, used, whole, subscription.Currency));
        return (Remember(item, invoice, line), line);
    }

    /// <summary>The time before a subscription was made but from which it is billed, by the periods of its cycle.</summary>
    public static InvoiceLine? Past(Account account, Subscription subscription, SubscriptionItem item, long from, long until)
    {
        if (from >= until || item.Price.IsMetered())
        {
            return null;
        }

        var recurring = item.Price.Recurring!;
        var line = Lines.ForPeriod(account, subscription, item, from, until);
        long amount = 0;
        for (var at = from; at < until; at = subscription.Cycle.End(recurring, at))
        {
            var end = Math.Min(subscription.Cycle.End(recurring, at), until);
            amount += Proration.Share(line.Amount, end - at, subscription.Cycle.Length(recurring, subscription.Cycle.End(recurring, at)), subscription.Currency);
        }

        return Partial(account, item, line, amount) with { Description = $"Time on {Lines.CountedName(account, item)} from {Day(from)} until {Day(until)}" };
    }

    private static InvoiceLine Partial(Account account, SubscriptionItem item, InvoiceLine line, long amount) => line with
    {
        Amount = amount,
        Description = $"Remaining time on {Lines.CountedName(account, item)} after {Day(line.Period.Start)}",
        Parent = line.Parent with { SubscriptionItemDetails = line.Parent.SubscriptionItemDetails! with { Proration = true } },
    };

    private static SubscriptionItem Remember(SubscriptionItem item, string invoice, InvoiceLine line) => item with
    {
        Billed = [BilledTime.Of(item, line.Period.Start, line.Period.End) with { Invoice = invoice, Line = line.Id }],
    };

    private static string Day(long at) => DateTimeOffset.FromUnixTimeSeconds(at).ToString("dd MMM yyyy", CultureInfo.InvariantCulture);
}
