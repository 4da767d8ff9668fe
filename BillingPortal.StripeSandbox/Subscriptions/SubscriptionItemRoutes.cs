using BillingPortal.StripeSandbox.Catalog;
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
        call.Parameters.Accept("payment_behavior");
        var before = call.FromParameter<Subscription>("subscription", "subscription") ?? throw StripeError.MissingParameter("subscription");
        var ordered = SubscriptionRoutes.ReadItem(call, call.Parameters);
        var item = new SubscriptionItem
        {
            Id = Ids.New("si", 14), Created = call.Now, CurrentPeriodStart = before.PeriodStart, CurrentPeriodEnd = before.PeriodEnd,
            Metadata = ordered.Metadata, Price = ordered.Price, Quantity = ordered.Quantity, Subscription = before.Id,
        };
        SubscriptionUpdate.Apply(call.Account, before, With(before, [.. before.Items.Data, item]), SubscriptionUpdate.Options(call));
        return item;
    }

    private static SubscriptionItem Update(Call call)
    {
        var (before, item) = Find(call);
        var parameters = call.Parameters;
        parameters.Accept("payment_behavior", "off_session", "billing_thresholds", "discounts", "tax_rates");
        var changed = item with
        {
            Price = call.FromParameter<Price>("price", "price") ?? item.Price,
            Quantity = parameters.Integer("quantity") ?? item.Quantity,
            Metadata = parameters.Metadata(item.Metadata),
        };
        var after = With(before, [.. before.Items.Data.Select(other => other.Id == item.Id ? changed : other)]);
        return SubscriptionUpdate.Apply(call.Account, before, after, SubscriptionUpdate.Options(call)).Items.Data.Single(other => other.Id == item.Id);
    }

    private static DeletedObject Delete(Call call)
    {
        var (before, item) = Find(call);
        call.Parameters.Accept("clear_usage");
        if (before.Items.Data.Count == 1)
        {
            throw StripeError.WrongState("A subscription must have at least one active plan.");
        }

        SubscriptionUpdate.Apply(call.Account, before, With(before, [.. before.Items.Data.Where(other => other.Id != item.Id)]), SubscriptionUpdate.Options(call));
        return new DeletedObject(item.Id, item.Object);
    }

    private static Subscription With(Subscription subscription, List<SubscriptionItem> items) => subscription with { Items = subscription.Items with { Data = items } };

    private static (Subscription Subscription, SubscriptionItem Item) Find(Call call)
    {
        var id = call.Path["id"];
        return call.Account.OwnedBy<Subscription>(Subscription.ItemOwner(id)).SingleOrDefault() is { } subscription
            ? (subscription, subscription.Items.Data.Single(item => item.Id == id))
            : throw StripeError.Missing("subscription_item", id, "item");
    }
}
