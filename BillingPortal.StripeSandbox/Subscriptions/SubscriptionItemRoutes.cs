using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Subscription items on their own paths; they live inside of their subscription and are found through it.</summary>
internal static class SubscriptionItemRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/subscription_items", List);
        routes.Post("/v1/subscription_items", Create);
        routes.Get("/v1/subscription_items/{id}", call => Find(call).Item);
        routes.Post("/v1/subscription_items/{id}", Update);
        routes.Delete("/v1/subscription_items/{id}", Delete);
    }

    private static ListOf<object> List(Call call)
    {
        var id = call.Parameters.RequiredText("subscription");
        call.Parameters.Accept("limit", "starting_after", "ending_before");
        var subscription = call.Account.Find<Subscription>(id) ?? throw StripeError.Missing("subscription", id, "subscription", status: 400);
        return new ListOf<object> { Data = [.. subscription.Items.Data], Url = call.Url };
    }

    private static SubscriptionItem Create(Call call)
    {
        var before = call.FromParameter<Subscription>("subscription", "subscription") ?? throw StripeError.MissingParameter("subscription");
        var ordered = SubscriptionRoutes.ReadItem(call, call.Parameters);
        var item = new SubscriptionItem
        {
            Id = Ids.New("si", 14), Created = call.Now, CurrentPeriodStart = before.PeriodStart, CurrentPeriodEnd = before.PeriodEnd,
            Metadata = ordered.Metadata, Price = ordered.Price, Quantity = MeteredPrices.QuantityOf(ordered.Price, ordered.Quantity), Subscription = before.Id,
        };
        item = SubscriptionDiscounts.ReadItem(call, call.Parameters, before, item);
        Apply(call, before, [.. before.Items.Data, item]);
        return item;
    }

    private static SubscriptionItem Update(Call call)
    {
        var (before, item) = Find(call);
        var parameters = call.Parameters;
        parameters.Accept("billing_thresholds");
        var price = (parameters.Text("price") == item.Price.Id ? item.Price : PriceRoutes.Sold(call, parameters)) ?? item.Price;
        MeteredPrices.RefuseQuantity(price, parameters);
        var changed = item with
        {
            Price = price,
            Quantity = MeteredPrices.QuantityOf(price, parameters.Integer("quantity") ?? item.Quantity),
            Metadata = parameters.Metadata(item.Metadata),
        };
        changed = SubscriptionDiscounts.ReadItem(call, parameters, before, changed);
        return Apply(call, before, [.. before.Items.Data.Select(other => other.Id == item.Id ? changed : other)]).Items.Data.Single(other => other.Id == item.Id);
    }

    private static DeletedObject Delete(Call call)
    {
        var (before, item) = Find(call);
        call.Parameters.Accept("clear_usage");
        if (before.Items.Data.Count == 1)
        {
            throw StripeError.WrongState("A subscription must have at least one active plan.");
        }

        Apply(call, before, [.. before.Items.Data.Where(other => other.Id != item.Id)]);
        return new DeletedObject(item.Id, item.Object);
    }

    private static Subscription Apply(Call call, Subscription before, List<SubscriptionItem> items) => SubscriptionUpdate.Apply(call.Account,
        SubscriptionChange.Read(call, call.Parameters, before, before with { Items = before.Items with { Data = items } }));

    private static (Subscription Subscription, SubscriptionItem Item) Find(Call call)
    {
        var id = call.Path["id"];
        return call.Account.OwnedBy<Subscription>(Subscription.ItemOwner(id)).SingleOrDefault() is { } subscription
            ? (subscription, subscription.Items.Data.Single(item => item.Id == id))
            : throw StripeError.Missing("subscription_item", id, "item");
    }
}
