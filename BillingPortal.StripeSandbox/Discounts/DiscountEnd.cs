using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>The ends of a discount: its months are over, its one invoice is there, or somebody takes it away. Invoices that it is on keep it.</summary>
internal static class DiscountEnd
{
    /// <summary>The clock reached the end of a repeating discount.</summary>
    public static void Wake(Account account, Discount discount) => End(account, discount);

    /// <summary>Ends it, and takes it off the customer, subscription and items that have it.</summary>
    public static Discount End(Account account, Discount discount)
    {
        if (discount.Ended)
        {
            return discount;
        }

        if (account.Find<Subscription>(discount.Subscription) is { } subscription && Without(subscription, discount.Id) is { } changed)
        {
            SubscriptionLifecycle.Change(account, subscription, changed);
        }

        if (account.Find<Customer>(discount.Customer) is { } customer && customer.Discount?.Id == discount.Id)
        {
            account.Update("customer.updated", customer, customer with { Discount = null });
        }

        return Close(account, discount);
    }

    /// <summary>Ends the discounts that were there before and are not any more; the caller saves what had them.</summary>
    public static void EndMissing(Account account, IEnumerable<string> before, IReadOnlyCollection<string> after)
    {
        foreach (var gone in before.Where(id => !after.Contains(id)).Select(id => account.Find<Discount>(id)).OfType<Discount>().Where(gone => !gone.Ended).ToList())
        {
            Close(account, gone);
        }
    }

    /// <summary>A discount for one invoice is used up by the first one from which it takes something; a free trial does not use it.</summary>
    public static void UseUp(Account account, Invoice invoice)
    {
        foreach (var taken in invoice.TotalDiscountAmounts.Where(taken => taken.Amount > 0))
        {
            if (account.Find<Discount>(taken.Discount) is { Terms.Duration: "once", Ended: false, Invoice: null, InvoiceItem: null } once)
            {
                End(account, once);
            }
        }
    }

    private static Discount Close(Account account, Discount discount)
    {
        var ended = account.Save(discount with { Ended = true });
        if (discount is { Customer: not null, Invoice: null, InvoiceItem: null })
        {
            account.Emit("customer.discount.deleted", ended);
        }

        return ended;
    }

    private static Subscription? Without(Subscription subscription, string discount)
    {
        if (!subscription.Discounts.Contains(discount) && subscription.Items.Data.TrueForAll(item => !item.Discounts.Contains(discount)))
        {
            return null;
        }

        return subscription with
        {
            Discounts = [.. subscription.Discounts.Where(id => id != discount)],
            Items = subscription.Items with
            {
                Data = [.. subscription.Items.Data.Select(item => item.Discounts.Contains(discount) ? item with { Discounts = [.. item.Discounts.Where(id => id != discount)] } : item)],
            },
        };
    }
}
