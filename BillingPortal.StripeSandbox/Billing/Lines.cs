using System.Globalization;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Writes the lines that a subscription puts on its invoices.</summary>
internal static class Lines
{
    /// <summary>The full price of an item for a period.</summary>
    public static InvoiceLine ForPeriod(Account account, Subscription subscription, SubscriptionItem item, long start, long end) =>
        New(account, subscription, item, AmountOf(item.Price.In(subscription.Currency), item.Quantity ?? 0), start, end, Describe(account, item, subscription.Currency));

    /// <summary>The free line of a trial.</summary>
    public static InvoiceLine ForTrial(Account account, Subscription subscription, SubscriptionItem item) =>
        New(account, subscription, item, 0, item.CurrentPeriodStart, item.CurrentPeriodEnd, $"Trial period for {NameOf(account, item.Price)}");

    /// <summary>What a quantity costs with packages and tiers, in minor units, rounded half away from zero to what the currency has.</summary>
    public static long AmountOf(Price price, long quantity) => Currencies.Round(PriceAmounts.Exact(price, quantity), price.Currency);

    public static string NameOf(Account account, Price price) => account.Find<Product>(price.Product)?.Name ?? price.Nickname ?? price.Id;

    /// <summary>"Team", or "3 × Team".</summary>
    public static string CountedName(Account account, SubscriptionItem item) => item.Quantity is null or 1
        ? NameOf(account, item.Price)
        : string.Create(CultureInfo.InvariantCulture, $"{item.Quantity} × {NameOf(account, item.Price)}");

    /// <summary>"month", or "3 months".</summary>
    public static string Every(Recurring recurring) => recurring.IntervalCount == 1
        ? recurring.Interval
        : string.Create(CultureInfo.InvariantCulture, $"{recurring.IntervalCount} {recurring.Interval}s");

    private static InvoiceLine New(Account account, Subscription subscription, SubscriptionItem item, long amount, long start, long end, string description) => new()
    {
        Id = Ids.New("il"),
        Amount = amount,
        Currency = subscription.Currency,
        Description = description,
        Discounts = SubscriptionDiscounts.ActiveOf(account, item.Discounts),
        Metadata = subscription.Metadata,
        Parent = new LineParent
        {
            SubscriptionItemDetails = new SubscriptionItemDetails { Subscription = subscription.Id, SubscriptionItem = item.Id },
        },
        Period = new LinePeriod(start, end),
        Pricing = LinePricing.Of(item.Price.In(subscription.Currency)),
        Quantity = item.Quantity ?? 0,
        Subscription = subscription.Id,
        TaxRates = item.TaxRates,
        TaxBehavior = item.Price.In(subscription.Currency).TaxBehavior,
    };

    private static string Describe(Account account, SubscriptionItem item, string currency)
    {
        var (price, name) = (item.Price.In(currency), NameOf(account, item.Price));
        return string.Create(CultureInfo.InvariantCulture,
            $"{item.Quantity ?? 0} × {name} ({PriceText.Of(price, item.Quantity ?? 0)})");
    }
}
