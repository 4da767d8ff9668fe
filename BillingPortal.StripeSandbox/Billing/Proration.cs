using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Finds what a change of items must credit and charge, to the second: what was billed and will not be used, and what will be used and was not billed.</summary>
internal static class Proration
{
    /// <summary>A part of an amount by time, rounded half away from zero to what the currency has.</summary>
    public static long Share(long amount, long seconds, long ofSeconds, string currency) =>
        ofSeconds <= 0 ? 0 : Currencies.Round((decimal)amount * seconds / ofSeconds, currency);

    /// <summary>The same without a currency's own step.</summary>
    public static long Share(long amount, long seconds, long ofSeconds) =>
        ofSeconds <= 0 ? 0 : (long)decimal.Round((decimal)amount * seconds / ofSeconds, MidpointRounding.AwayFromZero);

    /// <summary>Makes the waiting invoice items for a change at the given second.</summary>
    /// <returns>The changed subscription, whose items remember the new charges.</returns>
    public static Subscription Prorate(Account account, Subscription before, Subscription after, long at)
    {
        foreach (var gone in before.Items.Data.Where(old => after.Items.Data.TrueForAll(item => item.Id != old.Id)))
        {
            ProrationItems.Credit(account, before, gone, at);
        }

        return after with { Items = after.Items with { Data = [.. after.Items.Data.Select(item => Prorated(account, before, after, item, at))] } };
    }

    /// <summary>Gives back everything that was billed for time after the given second.</summary>
    public static Subscription CreditAll(Account account, Subscription subscription, long at) => subscription with
    {
        Items = subscription.Items with { Data = [.. subscription.Items.Data.Select(item => item with { Billed = ProrationItems.Credit(account, subscription, item, at) })] },
    };

    private static SubscriptionItem Prorated(Account account, Subscription before, Subscription after, SubscriptionItem item, long at)
    {
        if (before.Items.Data.Find(old => old.Id == item.Id) is not { } old)
        {
            return item with { Billed = [.. ProrationItems.Charge(account, after, item, Math.Max(at, item.CurrentPeriodStart), item.CurrentPeriodEnd)] };
        }

        if (old.Price.Id != item.Price.Id || old.Quantity != item.Quantity)
        {
            // The credit is made last: waiting items come newest first, and Stripe's invoices show the credit before the charge.
            var charged = ProrationItems.Charge(account, after, item, at, item.CurrentPeriodEnd);
            return item with { Billed = [.. ProrationItems.Credit(account, before, old, at), .. charged] };
        }

        return item.CurrentPeriodEnd < old.CurrentPeriodEnd ? item with { Billed = ProrationItems.Credit(account, after, old, item.CurrentPeriodEnd) }
            : item.CurrentPeriodEnd > old.CurrentPeriodEnd ? Lengthened(account, after, old, item)
            : item with { Billed = old.Billed };
    }

    /// <summary>Charges what was not billed before: time whose credit was waived is still paid for.</summary>
    private static SubscriptionItem Lengthened(Account account, Subscription after, SubscriptionItem old, SubscriptionItem item)
    {
        var from = Math.Max(old.CurrentPeriodEnd, old.Billed?.Select(time => time.Until).DefaultIfEmpty().Max() ?? 0);
        return item with { Billed = [.. old.Billed ?? [], .. ProrationItems.Charge(account, after, item, from, item.CurrentPeriodEnd)] };
    }
}
