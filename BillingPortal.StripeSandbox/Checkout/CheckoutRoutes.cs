using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Checkout sessions through the API.</summary>
internal static class CheckoutRoutes
{
    private const long DefaultLifeSeconds = 24 * 60 * 60;

    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/checkout/sessions", CheckoutCreate.Create);
        routes.Get("/v1/checkout/sessions", List);
        routes.Get("/v1/checkout/sessions/{id}", call => Find(call));
        routes.Post("/v1/checkout/sessions/{id}", Update);
        routes.Post("/v1/checkout/sessions/{id}/expire", call => Expire(call.Account, Find(call)));
        routes.Get("/v1/checkout/sessions/{id}/line_items", ListItems);
        PaymentPages.Map(routes);
        Includables.Add<CheckoutSession>("checkout.session", "line_items", static (_, session) => ItemsOf(session));
    }

    public static long ExpiryOf(Call call)
    {
        var at = call.Parameters.Integer("expires_at") ?? call.Now + DefaultLifeSeconds;
        return at >= call.Now + (30 * 60) && at <= call.Now + DefaultLifeSeconds
            ? at
            : throw StripeError.Invalid("The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.", "expires_at");
    }

    public static CheckoutSession Find(Call call) => call.FromPath<CheckoutSession>("id", "checkout.session");

    /// <summary>By request, or because its time is over.</summary>
    public static CheckoutSession Expire(Account account, CheckoutSession session)
    {
        if (session.Status != "open")
        {
            throw StripeError.WrongState($"Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of {session.Status}.");
        }

        var expired = account.Save(CheckoutRecoveries.Offer(account, session) with { Status = "expired", Url = null, Entered = null });
        account.Emit("checkout.session.expired", expired);
        return expired;
    }

    public static ListOf<CheckoutItem> ItemsOf(CheckoutSession session) =>
        new() { Data = session.Items, Url = $"/v1/checkout/sessions/{session.Id}/line_items" };

    private static CheckoutSession Update(Call call)
    {
        var before = Find(call);
        foreach (var name in (ReadOnlySpan<string>)["shipping_options", "collected_information"])
        {
            if (call.Parameters.Has(name))
            {
                throw StripeError.Invalid($"The sandbox sells plans and services: its Checkout has no `{name}`.", name);
            }
        }

        var after = before with { Metadata = call.Parameters.Metadata(before.Metadata) };
        if (!call.Parameters.Has("line_items"))
        {
            return call.Account.Save(after);
        }

        return before.Status == "open" ? call.Account.Save(CheckoutPricing.Priced(call.Account, after with { Items = ReadItems(call, before) }))
            : throw StripeError.WrongState($"Only open Checkout Sessions can be changed. This Checkout Session has a status of {before.Status}.");
    }

    /// <summary>The items that stay are named by their ids; what is not sent goes.</summary>
    private static List<CheckoutItem> ReadItems(Call call, CheckoutSession before) => [.. call.Parameters.List("line_items").Select(sent =>
    {
        var id = sent.Text("id") ?? throw StripeError.MissingParameter(sent.Name("id"));
        var item = before.Items.Find(item => item.Id == id) ?? throw StripeError.Missing("line_item", id, sent.Name("id"), status: 400);
        return item with
        {
            AdjustableQuantity = sent.Has("adjustable_quantity") ? CheckoutItemReader.AdjustableOf(sent) : item.AdjustableQuantity,
            Metadata = sent.Metadata(item.Metadata),
            Quantity = sent.Integer("quantity") ?? item.Quantity,
        };
    })];

    private static ListOf<object> ListItems(Call call) => Paging.Within(call, Find(call).Items, item => item.Id);

    private static ListOf<object> List(Call call)
    {
        var parameters = call.Parameters;
        var status = parameters.Choice("status", "open", "complete", "expired");
        var email = parameters.Hash("customer_details")?.Text("email");
        var (customer, subscription, intent) = (parameters.Text("customer"), parameters.Text("subscription"), parameters.Text("payment_intent"));
        // Sessions come from the API only; no payment link ever made one.
        var linked = parameters.Text("payment_link") is not null;
        return Paging.Page<CheckoutSession>(call,
            session => !linked && (status is null || session.Status == status) && (email is null || session.CustomerDetails?.Email == email)
                && (customer is null || session.Customer == customer) && (subscription is null || session.Subscription == subscription)
                && (intent is null || session.PaymentIntent == intent),
            (intent ?? subscription ?? customer) is { } owner ? call.Account.OwnedBy<CheckoutSession>(owner) : null);
    }
}
