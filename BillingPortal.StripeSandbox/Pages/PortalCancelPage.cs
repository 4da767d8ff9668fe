using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The portal's way out of a plan, with reason and comment, an offer to stay when the flow has one, and the way back in.</summary>
internal static class PortalCancelPage
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["too_expensive"] = "It's too expensive", ["missing_features"] = "Some features are missing", ["switched_service"] = "I'm switching to an alternative",
        ["unused"] = "I don't use it enough", ["customer_service"] = "Customer service was less than expected", ["too_complex"] = "Ease of use was less than expected",
        ["low_quality"] = "Quality was less than expected", ["other"] = "Other reason",
    };

    public static PageAnswer Show(PortalView view, Subscription subscription, IQueryCollection query)
    {
        var offer = view.Session is { FlowDone: false, Flow.SubscriptionCancel.Retention: not null } && !query.ContainsKey("declined");
        return PageAnswer.Show(view.Frame("Cancel your plan", offer ? Offer(view, subscription) : Form(view, subscription)));
    }

    public static PageAnswer Cancel(PortalView view, Subscription subscription, IFormCollection form)
    {
        var feature = view.Features.SubscriptionCancel;
        var feedback = feature.CancellationReason.Options.Find(option => option == form["feedback"].ToString());
        (string, string?)[] details =
        [
            ("cancellation_details[feedback]", feedback),
            ("cancellation_details[comment]", form["comment"].ToString() is { Length: > 0 } comment ? comment[..Math.Min(comment.Length, 1000)] : null),
        ];
        if (feature.Mode == "immediately")
        {
            view.Account.Delete<Subscription>("/v1/subscriptions/" + subscription.Id, details
                .Append(("prorate", feature.ProrationBehavior == "none" ? null : "true")).Append(("invoice_now", feature.ProrationBehavior == "always_invoice" ? "true" : null)));
        }
        else
        {
            view.Account.Post<Subscription>("/v1/subscriptions/" + subscription.Id, details.Append(("cancel_at_period_end", "true")));
        }

        return PortalFlowEnd.Done(view, "canceled");
    }

    public static PageAnswer Undo(PortalView view, Subscription subscription)
    {
        view.Account.Post<Subscription>("/v1/subscriptions/" + subscription.Id,
            subscription.CancelAtPeriodEnd ? ("cancel_at_period_end", "false") : ("cancel_at", ""));
        return PageAnswer.Go(view.Home + "?done=resumed");
    }

    /// <summary>The customer takes the offer: the coupon goes on the subscription, and the cancellation is off.</summary>
    public static PageAnswer Stay(PortalView view, Subscription subscription)
    {
        if (view.Session is { FlowDone: false, Flow.SubscriptionCancel.Retention.CouponOffer.Coupon: var coupon })
        {
            view.Account.Post<Subscription>("/v1/subscriptions/" + subscription.Id, ("discounts[0][coupon]", coupon));
            return PortalFlowEnd.Done(view, "discounted");
        }

        return PageAnswer.Go(view.Home);
    }

    private static string Offer(PortalView view, Subscription subscription) =>
        $"""
        <h1>Before you go</h1>
        <p>{Text(Merchant.Name)} would like to keep you and offers you {Text(view.Account.Find<Coupon>(view.Session.Flow!.SubscriptionCancel!.Retention!.CouponOffer.Coupon) is { } coupon ? CouponWords.Of(coupon) : "a discount")} on your plan.</p>
        <form method="post" action="{view.Of(subscription, "stay")}" data-busy="One moment…">
          <input type="hidden" name="subscription" value="{subscription.Id}">
          <div class="actions"><button type="submit" class="button inline">Accept the offer</button>
          <a class="button secondary inline" href="{view.Of(subscription, "cancel")}?declined=1">No thanks, cancel plan</a></div>
        </form>
        """;

    private static string Form(PortalView view, Subscription subscription)
    {
        var feature = view.Features.SubscriptionCancel;
        return $"""
            <h1>Cancel your plan</h1>
            {string.Concat(subscription.Items.Data.Select(item => $"""
                <div class="plan"><p class="plan-name">{Text(view.Name(item.Price))}</p><p class="plan-price">{Text(PortalView.Each(item.Price, item.Quantity ?? 0))}</p></div>
                """))}
            <p>{(feature.Mode == "immediately" ? "Your plan ends as soon as you confirm." : $"Your plan will be canceled, but stays available until {Date(subscription.PeriodEnd)}.")}
              {(feature.Mode == "immediately" && feature.ProrationBehavior != "none" ? "You get credit for the time that you have paid and not used." : "")}</p>
            <form method="post" action="{view.Of(subscription, "cancel")}" data-busy="One moment…">
              <input type="hidden" name="subscription" value="{subscription.Id}">
              {(feature.CancellationReason.Enabled ? $"""
                  <fieldset class="reasons"><legend>Why do you cancel? <small>(optional)</small></legend>
                    {string.Concat(feature.CancellationReason.Options.Select(option => $"""<label class="check"><input type="radio" name="feedback" value="{option}"> {Text(Reasons[option])}</label>"""))}
                  </fieldset>
                  <div class="field"><label for="comment">Anything else? <small>(optional)</small></label><textarea id="comment" name="comment" rows="3" maxlength="1000"></textarea></div>
                  """ : "")}
              <div class="actions"><button type="submit" class="button danger inline">Cancel plan</button> <a class="button secondary inline" href="{view.Home}">Go back</a></div>
            </form>
            """;
    }
}
