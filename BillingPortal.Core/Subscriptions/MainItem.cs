using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions;

/// <summary>The item that carries the plan, found by its price; pages and entitlements look at this one.</summary>
public sealed record MainItem(SubscriptionItem Item, PlanCode? Plan)
{
    /// <summary>The first item whose price belongs to a plan; without any, the first licensed item with no plan: shown as custom, never guessed.</summary>
    public static MainItem? Of(Subscription subscription, PriceBook book)
    {
        SubscriptionItem[] items = [.. subscription.Items.OrderBy(item => item.Id.Value, StringComparer.Ordinal)];
        foreach (var item in items)
        {
            if (book.PlanOf(item.PriceId, item.LookupKey, item.ProductId) is { } plan)
                return new MainItem(item, plan);
        }

        var other = items.FirstOrDefault(item => item.Quantity > 0) ?? items.FirstOrDefault();
        return other is null ? null : new MainItem(other, null);
    }

    /// <summary>Null for intervals that the portal does not sell.</summary>
    public BillingInterval? Interval => (Item.Interval, Item.IntervalCount) switch
    {
        ("month", 1) => BillingInterval.Monthly,
        ("year", 1) or ("month", 12) => BillingInterval.Yearly,
        _ => null,
    };
}
