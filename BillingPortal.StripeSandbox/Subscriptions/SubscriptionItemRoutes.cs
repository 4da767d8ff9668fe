using BillingPortal.StripeSandbox.Discounts;
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
        var subscription = call.Account.Find<Subscription>(id) ?? throw StripeError.Missing("subscription", id, "subscription", status: 400);
        return Paging.Within(call, subscription.Items.Data, item => item.Id);
    }

    private static SubscriptionItem Create(Call call)
    {
        var before = call.FromParameter<Subscription>("subscription", "subscription") ?? throw StripeError.MissingParameter("subscription");
        var item = SubscriptionDiscounts.ReadItem(call, call.Parameters, before, ItemReader.Added(call, before, ItemReader.Ordered(call, call.Parameters)));
        return Find(Apply(call, before, [.. before.Items.Data, item]), item);
    }

    private static SubscriptionItem Update(Call call)
    {
        var (before, item) = Find(call);
        var changed = ItemReader.Changed(call, call.Parameters, before, item);
        return Find(Apply(call, before, [.. before.Items.Data.Select(other => other.Id == item.Id ? changed : other)]), changed);
    }

    private static DeletedObject Delete(Call call)
    {
        var (before, item) = Find(call);
        if (call.Parameters.Flag("clear_usage") == true)
        {
            throw StripeError.Invalid("Usage that a meter has counted cannot be cleared: adjust or cancel its meter events.", "clear_usage", validation: false);
        }

        if (before.Items.Data.Count == 1)
        {
            throw StripeError.WrongState("A subscription must have at least one active plan.");
        }

        Apply(call, before, [.. before.Items.Data.Where(other => other.Id != item.Id)]);
        return new DeletedObject(item.Id, item.Object);
    }

    private static Subscription Apply(Call call, Subscription before, List<SubscriptionItem> items) => SubscriptionUpdate.Apply(call.Account,
        SubscriptionChange.Read(call, call.Parameters, before, before with { Items = before.Items with { Data = items } }));

    /// <summary>The item as it is now; a change that waits for its payment is not to be seen on it yet.</summary>
    private static SubscriptionItem Find(Subscription subscription, SubscriptionItem wanted) => subscription.Items.Data.Find(item => item.Id == wanted.Id) ?? wanted;

    private static (Subscription Subscription, SubscriptionItem Item) Find(Call call)
    {
        var id = call.Path["id"];
        return call.Account.OwnedBy<Subscription>(Subscription.ItemOwner(id)).SingleOrDefault() is { } subscription
            ? (subscription, subscription.Items.Data.Single(item => item.Id == id))
            : throw StripeError.Missing("subscription_item", id, "item");
    }
}
