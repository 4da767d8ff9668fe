using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Portal;

/// <summary>Reads <c>flow_data</c> of a portal session and refuses tasks that the configuration or the subscription does not allow.</summary>
internal sealed class PortalFlowReader(Call call, string customer, PortalFeatures features)
{
    private static readonly string[] AboutSubscriptions = ["subscription_cancel", "subscription_update", "subscription_update_confirm"];

    public PortalFlow? Read()
    {
        if (call.Parameters.Hash("flow_data") is not { } flow)
        {
            return null;
        }

        var type = flow.Choice("type", "payment_method_update", "subscription_cancel", "subscription_update", "subscription_update_confirm")
            ?? throw StripeError.MissingParameter(flow.Name("type"));
        foreach (var other in AboutSubscriptions.Where(other => other != type && flow.Has(other)))
        {
            throw StripeError.Invalid($"You cannot pass `{flow.Name(other)}` with the flow type `{type}`.", flow.Name(other));
        }

        return new PortalFlow
        {
            Type = type,
            AfterCompletion = AfterCompletion(flow.Hash("after_completion")),
            SubscriptionCancel = type == "subscription_cancel" ? Cancel(Part(flow, type)) : null,
            SubscriptionUpdate = type == "subscription_update" ? Update(Part(flow, type)) : null,
            SubscriptionUpdateConfirm = type == "subscription_update_confirm" ? Confirm(Part(flow, type)) : null,
        };
    }

    private static Parameters Part(Parameters flow, string type) => flow.Hash(type) ?? throw StripeError.MissingParameter(flow.Name(type));

    private static PortalAfterCompletion AfterCompletion(Parameters? after)
    {
        if (after is null)
        {
            return new PortalAfterCompletion();
        }

        var type = after.Choice("type", "hosted_confirmation", "portal_homepage", "redirect") ?? throw StripeError.MissingParameter(after.Name("type"));
        var (confirmation, redirect) = (after.Hash("hosted_confirmation"), after.Hash("redirect"));
        return new PortalAfterCompletion
        {
            Type = type,
            HostedConfirmation = type == "hosted_confirmation" ? new PortalHostedConfirmation(confirmation?.Text("custom_message")) : null,
            Redirect = type == "redirect" ? new PortalRedirect((redirect ?? throw StripeError.MissingParameter(after.Name("redirect"))).RequiredText("return_url")) : null,
        };
    }

    private PortalCancelFlow Cancel(Parameters part)
    {
        var subscription = Live(part, features.SubscriptionCancel.Enabled, "cancel");
        if (subscription.CancelAt is not null)
        {
            throw StripeError.WrongState($"The subscription `{subscription.Id}` is already set to be canceled.", param: part.Name("subscription"));
        }

        PortalRetention? retention = null;
        if (part.Hash("retention") is { } offer)
        {
            offer.Choice("type", "coupon_offer");
            var coupon = (offer.Hash("coupon_offer") ?? throw StripeError.MissingParameter(offer.Name("coupon_offer"))).RequiredText("coupon");
            _ = call.Account.Find<Discounts.Coupon>(coupon) ?? throw StripeError.Missing("coupon", coupon, offer.Name("coupon_offer") + "[coupon]", status: 400);
            retention = new PortalRetention(new PortalCouponOffer(coupon));
        }

        return new PortalCancelFlow(retention, subscription.Id);
    }

    private PortalUpdateFlow Update(Parameters part) => new(Updatable(part).Id);

    private PortalConfirmFlow Confirm(Parameters part)
    {
        var subscription = Updatable(part);
        var items = part.List("items");
        if (items.Count != 1)
        {
            throw StripeError.Invalid("The flow updates exactly one item.", part.Name("items"));
        }

        var id = items[0].RequiredText("id");
        if (!subscription.Items.Data.Exists(item => item.Id == id))
        {
            throw StripeError.Missing("subscription_item", id, items[0].Name("id"), status: 400);
        }

        var price = items[0].Text("price");
        if (price is not null && !features.SubscriptionUpdate.Prices.Contains(price))
        {
            throw StripeError.WrongState($"The price `{price}` is not among the prices to which the portal configuration lets customers switch.", param: items[0].Name("price"));
        }

        var discounts = part.List("discounts").Select(discount => new PortalFlowDiscount(discount.Text("coupon"), discount.Text("promotion_code"))).ToList();
        return new PortalConfirmFlow(
            discounts.Count == 0 ? null : discounts, [new PortalFlowItem { Id = id, Price = price, Quantity = items[0].Integer("quantity") }], subscription.Id);
    }

    private Subscription Updatable(Parameters part)
    {
        var subscription = Live(part, features.SubscriptionUpdate.Enabled, "update");
        return subscription.Items.Data.Count == 1 ? subscription : throw StripeError.WrongState(
            $"The subscription `{subscription.Id}` has several items; the portal updates subscriptions with one item.", param: part.Name("subscription"));
    }

    private Subscription Live(Parameters part, bool enabled, string verb)
    {
        var id = part.RequiredText("subscription");
        if (!enabled)
        {
            throw StripeError.WrongState($"The portal configuration does not let customers {verb} subscriptions: its feature `subscription_{verb}` is disabled.", param: part.Name("subscription"));
        }

        return call.Account.Find<Subscription>(id) is { IsOver: false } found && found.Customer == customer ? found
            : throw StripeError.Missing("subscription", id, part.Name("subscription"), status: 400);
    }
}
