using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Reads the items of a subscription from requests: ordered ones, and changes of those that are there.</summary>
internal static class ItemReader
{
    private const int MostItems = 20;

    /// <summary>An item of a new subscription, or one that an update adds.</summary>
    public static OrderedItem Ordered(Call call, Parameters item)
    {
        Unsupported.Refuse(item, "billing_thresholds");
        var price = PriceOf(call, item) ?? throw StripeError.MissingParameter(item.Name("price"));
        MeteredPrices.RefuseQuantity(price, item);
        return new OrderedItem(price, QuantityOf(item) ?? 1, item.Metadata(), DiscountChoice.Read(call, item), TaxRates.Read(call, item, "tax_rates"));
    }

    /// <summary>The price that a request names, by the old name too, or makes on the spot by <c>price_data</c>. An archived one stays only where it is.</summary>
    public static Price? PriceOf(Call call, Parameters item, Price? before = null)
    {
        if (item.Hash("price_data") is not { } data)
        {
            return before is not null && (item.Text("price") ?? item.Text("plan")) == before.Id ? before
                : PriceRoutes.Sold(call, item) ?? call.FromParameter<Price>(item, "plan", "plan");
        }

        var product = call.FromParameter<Product>(data, "product", "product") ?? throw StripeError.MissingParameter(data.Name("product"));
        return PriceRoutes.Create(call, data, product.Id);
    }

    public static long? QuantityOf(Parameters item) => item.Integer("quantity") switch
    {
        < 0 => throw StripeError.Invalid("This value must be greater than or equal to 0.", item.Name("quantity"), "parameter_invalid_integer"),
        var quantity => quantity,
    };

    /// <summary>The items as an update wants them: added, changed by their id, or taken away.</summary>
    public static List<SubscriptionItem> Changed(Call call, Parameters parameters, Subscription before)
    {
        var items = before.Items.Data.ToList();
        foreach (var sent in parameters.List("items"))
        {
            if (IndexOf(items, sent) is not { } at)
            {
                items.Add(SubscriptionDiscounts.ReadItem(call, sent, before, Added(call, before, Ordered(call, sent))));
            }
            else if (sent.Flag("deleted") == true)
            {
                RefuseToClear(items[at], sent);
                items.RemoveAt(at);
            }
            else
            {
                items[at] = Changed(call, sent, before, items[at]);
            }
        }

        return items;
    }

    /// <summary>An item with what a request changes of it.</summary>
    public static SubscriptionItem Changed(Call call, Parameters sent, Subscription subscription, SubscriptionItem item)
    {
        Unsupported.Refuse(sent, "billing_thresholds");
        RefuseToClear(item, sent);
        var price = PriceOf(call, sent, item.Price) ?? item.Price;
        MeteredPrices.RefuseQuantity(price, sent);
        var changed = item with { Price = price, Quantity = MeteredPrices.QuantityOf(price, QuantityOf(sent) ?? item.Quantity), Metadata = sent.Metadata(item.Metadata) };
        changed = SubscriptionDiscounts.ReadItem(call, sent, subscription, changed);
        return price.Recurring is not { } recurring || SameInterval(recurring, item.Price.Recurring!) || !subscription.IsBilled ? changed
            : changed with { CurrentPeriodStart = subscription.Cycle.Start(recurring, call.Now), CurrentPeriodEnd = Renewals.EndOf(subscription, recurring, call.Now) };
    }

    /// <summary>A new item joins the period of those with its interval, or of the subscription's cycle.</summary>
    public static SubscriptionItem Added(Call call, Subscription subscription, OrderedItem ordered)
    {
        var recurring = ordered.Price.Recurring;
        var like = subscription.Items.Data.Find(item => !subscription.IsBilled || recurring is null || SameInterval(item.Price.Recurring!, recurring));
        return new SubscriptionItem
        {
            Id = Ids.New("si", 14),
            Billed = [],
            Created = call.Now,
            CurrentPeriodStart = like?.CurrentPeriodStart ?? subscription.Cycle.Start(recurring!, call.Now),
            CurrentPeriodEnd = like?.CurrentPeriodEnd ?? Renewals.EndOf(subscription, recurring!, call.Now),
            Metadata = ordered.Metadata,
            Price = ordered.Price,
            Quantity = MeteredPrices.QuantityOf(ordered.Price, ordered.Quantity),
            Subscription = subscription.Id,
        };
    }

    /// <summary>What Stripe asks of the items of one subscription, whether it is made or changed.</summary>
    public static void Check(IReadOnlyList<Price> prices, string currency, string billingMode, string name)
    {
        if (prices.Count is 0 or > MostItems)
        {
            throw StripeError.WrongState(prices.Count == 0 ? "A subscription must have at least one active plan." : $"A subscription can have at most {MostItems} items.", param: name);
        }

        for (var at = 0; at < prices.Count; at++)
        {
            CheckPrice(prices[at], currency, $"{name}[{at}][price]");
        }

        if (prices.GroupBy(price => price.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw StripeError.WrongState($"Cannot add multiple subscription items with the same plan: {twice.Key}", param: name);
        }

        if (billingMode == "classic" && prices.Select(price => (price.Recurring!.Interval, price.Recurring.IntervalCount)).Distinct().Count() > 1)
        {
            throw StripeError.WrongState("Currency and interval fields must match across all plans on this subscription. Only flexible billing mode mixes intervals.", param: name);
        }
    }

    public static bool SameInterval(Recurring one, Recurring other) => (one.Interval, one.IntervalCount) == (other.Interval, other.IntervalCount);

    private static void CheckPrice(Price price, string currency, string name)
    {
        if (price.Recurring is null)
        {
            throw StripeError.Invalid("The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", name, validation: false);
        }

        if (price.In(currency).Currency != currency)
        {
            throw StripeError.Invalid($"The price specified only supports `{price.Currency}`. This doesn't match the expected currency: `{currency}`.", name, validation: false);
        }
    }

    private static int? IndexOf(List<SubscriptionItem> items, Parameters sent)
    {
        var id = sent.Text("id");
        if (id is null && sent.Flag("deleted") != true)
        {
            return null;
        }

        var price = sent.Text("price") ?? sent.Text("plan");
        var at = items.FindIndex(item => id is null ? item.Price.Id == price : item.Id == id);
        return at >= 0 ? at : throw StripeError.Missing("subscription_item", id ?? price ?? "", sent.Name(id is null ? "price" : "id"), status: 400);
    }

    private static void RefuseToClear(SubscriptionItem item, Parameters sent)
    {
        if (sent.Flag("clear_usage") == true)
        {
            throw StripeError.Invalid(item.Price.IsMetered() ? "Usage that a meter has counted cannot be cleared: adjust or cancel its meter events."
                : "`clear_usage` is only allowed where the price's `usage_type` is `metered`.", sent.Name("clear_usage"), validation: false);
        }
    }
}
