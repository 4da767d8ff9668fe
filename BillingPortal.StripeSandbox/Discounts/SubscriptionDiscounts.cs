using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>Discounts on subscriptions and their items: redeemed when ordered, changed by updates, passed on to invoices.</summary>
internal static class SubscriptionDiscounts
{
    /// <summary>A new subscription with the discounts that were ordered for it and for its items.</summary>
    public static Subscription Begin(Account account, SubscriptionOrder order, Subscription subscription)
    {
        var holder = HolderOf(subscription);
        var items = subscription.Items.Data.Zip(order.Items, (item, ordered) => ordered.Discounts is not { Count: > 0 } own ? item
            : item with { Discounts = Redemption.Redeem(account, own, holder with { SubscriptionItem = item.Id }) }).ToList();
        return subscription with { Discounts = Redemption.Redeem(account, order.Discounts, holder), Items = subscription.Items with { Data = items } };
    }

    /// <summary>The discounts after an update: those it names, none when it clears them, else as before.</summary>
    public static Subscription Update(Call call, Parameters parameters, Subscription before, Subscription after)
    {
        if (DiscountChoice.Read(call, parameters) is not { } choices)
        {
            return after;
        }

        var discounts = Redemption.Redeem(call.Account, choices, HolderOf(before));
        DiscountEnd.EndMissing(call.Account, before.Discounts, discounts);
        return after with { Discounts = discounts };
    }

    /// <summary>What a request says about the discounts and tax rates of one item.</summary>
    public static SubscriptionItem ReadItem(Call call, Parameters sent, Subscription subscription, SubscriptionItem item)
    {
        item = item with { TaxRates = TaxRates.Read(call, sent, "tax_rates") ?? item.TaxRates };
        if (DiscountChoice.Read(call, sent) is not { } choices)
        {
            return item;
        }

        var discounts = Redemption.Redeem(call.Account, choices, HolderOf(subscription) with { SubscriptionItem = item.Id });
        DiscountEnd.EndMissing(call.Account, item.Discounts, discounts);
        return item with { Discounts = discounts };
    }

    /// <summary>What a new invoice takes over: its subscription's discounts, or else its customer's.</summary>
    public static List<string> ForInvoice(Account account, Invoice invoice)
    {
        var own = account.Find<Subscription>(invoice.Subscription) is { } subscription ? ActiveOf(account, subscription.Discounts) : [];
        return own.Count > 0 ? own : account.Find<Customer>(invoice.Customer)?.Discount is { } customers ? ActiveOf(account, [customers.Id]) : [];
    }

    public static List<string> ActiveOf(Account account, IEnumerable<string> discounts) => [.. discounts.Where(id => account.Find<Discount>(id)?.IsActive(account.Now) == true)];

    /// <summary>
    /// What an item's amount comes to after its own, then its subscription's or customer's discounts, as a proration counts it. A fixed amount
    /// is shared by the subscription's items in proportion.
    /// </summary>
    public static long Net(Account account, Subscription subscription, SubscriptionItem item, long amount)
    {
        var inherited = ActiveOf(account, subscription.Discounts);
        if (inherited.Count == 0 && account.Find<Customer>(subscription.Customer)?.Discount is { } customers)
        {
            inherited = ActiveOf(account, [customers.Id]);
        }

        if (amount <= 0 || (inherited.Count == 0 && item.Discounts.Count == 0))
        {
            return amount;
        }

        List<LineCharge> lines = [Charge(item, amount), .. subscription.Items.Data.Where(other => other.Id != item.Id)
            .Select(other => Charge(other, Lines.AmountOf(other.Price.In(subscription.Currency), other.Quantity ?? 0)))];
        return InvoiceSums.Of(lines, Rules(inherited), subscription.Currency)[0].Net;

        LineCharge Charge(SubscriptionItem of, long full) => new() { Amount = full, Product = of.Price.Product, Discounts = Rules(ActiveOf(account, of.Discounts)) };
        List<DiscountRule> Rules(List<string> ids) => [.. ids.Select(id => account.Get<Discount>(id).RuleIn(subscription.Currency)).OfType<DiscountRule>()];
    }

    private static DiscountHolder HolderOf(Subscription subscription) => new()
    {
        Customer = subscription.Customer, Subscription = subscription.Id, Currency = subscription.Currency,
        Subtotal = subscription.Items.Data.Sum(item => Lines.AmountOf(item.Price.In(subscription.Currency), item.Quantity ?? 0)),
    };
}
