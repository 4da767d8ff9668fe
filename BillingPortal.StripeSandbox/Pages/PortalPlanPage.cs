using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The portal's way to another plan: choose, see what it costs today and later, confirm.</summary>
internal static class PortalPlanPage
{
    /// <summary>The choice, or its preview once something is chosen.</summary>
    public static PageAnswer Show(PortalView view, Subscription subscription, IQueryCollection query)
    {
        if (!query.ContainsKey("price"))
        {
            return PageAnswer.Show(Chooser(view, subscription, error: null));
        }

        var choice = Read(view, subscription, name => query[name].ToString());
        var typed = query["promotion"].ToString().Trim();
        if (typed.Length == 0 || !view.Features.SubscriptionUpdate.Allows("promotion_code"))
        {
            return Preview(view, subscription, choice);
        }

        return TypedPromotion.Find(view.Account, typed, view.Customer.Id) is { } code ? Preview(view, subscription, choice with { PromotionCode = code.Id })
            : PageAnswer.Again(Chooser(view, subscription, TypedPromotion.Unknown));
    }

    public static PageAnswer Preview(PortalView view, Subscription subscription, PlanChoice choice)
    {
        if (!choice.Changes(subscription))
        {
            return PageAnswer.Again(Chooser(view, subscription, "This is your plan already. Choose another one, or go back."));
        }

        try
        {
            return PageAnswer.Show(view.Frame("Confirm your update", choice.Waits(view.Account, view.Features.SubscriptionUpdate, subscription)
                ? PlanPreviewText.Later(view, subscription, choice)
                : PlanPreviewText.Now(view, subscription, choice, choice.Preview(view.Account, view.Features.SubscriptionUpdate, subscription))));
        }
        catch (StripeError refused)
        {
            return PageAnswer.Again(Chooser(view, subscription, refused.Message));
        }
    }

    public static PageAnswer Confirm(PortalView view, Subscription subscription, IFormCollection form)
    {
        var choice = Read(view, subscription, name => form[name].ToString());
        if (!choice.Changes(subscription))
        {
            return PortalFlowEnd.Done(view, "updated");
        }

        if (choice.Waits(view.Account, view.Features.SubscriptionUpdate, subscription))
        {
            view.Account.Save(new PlannedChange
            {
                Id = PlannedChange.IdOf(subscription.Id), Created = view.Account.Now, Subscription = subscription.Id, Item = subscription.Items.Data[0].Id,
                Price = choice.Price, Quantity = choice.Quantity,
            });
            return PortalFlowEnd.Done(view, "scheduled");
        }

        return Apply(view, subscription, choice);
    }

    /// <summary>A declined card changes nothing; a card that asks for its holder sends them to the bank first.</summary>
    private static PageAnswer Apply(PortalView view, Subscription subscription, PlanChoice choice)
    {
        var mark = view.Account.Mark();
        var behavior = choice is { Coupon: null, PromotionCode: null } ? "pending_if_incomplete" : "allow_incomplete";
        var after = choice.Apply(view.Account, view.Features.SubscriptionUpdate, subscription, behavior);
        var invoice = after.LatestInvoice == subscription.LatestInvoice ? null : view.Account.Find<Invoice>(after.LatestInvoice);
        var intent = invoice is { Status: "open" } ? InvoicePayments.IntentOf(view.Account, invoice) : null;
        if (intent is { Status: "requires_action" })
        {
            return BankVisit.For(view.Account, intent, view.Home + "?done=updated");
        }

        if (intent?.LastPaymentError is { } error)
        {
            view.Account.RollbackTo(mark);
            return PageAnswer.Again(Chooser(view, subscription, $"{error.Message} Nothing has changed. Add another card and try again."));
        }

        return PortalFlowEnd.Done(view, "updated");
    }

    private static PlanChoice Read(PortalView view, Subscription subscription, Func<string, string> field)
    {
        var (item, feature) = (subscription.Items.Data[0], view.Features.SubscriptionUpdate);
        var price = feature.Allows("price") && feature.Prices.Contains(field("price")) ? field("price") : item.Price.Id;
        var quantity = long.TryParse(field("quantity"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) && PlanOptions.QuantityOf(feature, view.Account.Get<Price>(price)) is var (low, high)
            ? Math.Clamp(typed, low, high) : item.Quantity ?? 1;
        var at = long.TryParse(field("at"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && seen <= view.Account.Now && seen >= subscription.PeriodStart ? seen : view.Account.Now;
        return new PlanChoice(price, quantity, OfFlow(view, subscription, Some(field("coupon"))), feature.Allows("promotion_code") ? Some(field("promotion_code")) : null, at);
    }

    /// <summary>Nobody takes a coupon that the merchant did not put into the session's flow.</summary>
    private static string? OfFlow(PortalView view, Subscription subscription, string? coupon) =>
        view.Session.Flow?.SubscriptionUpdateConfirm is { } flow && flow.Subscription == subscription.Id && flow.Discounts?.Exists(discount => discount.Coupon == coupon) == true ? coupon : null;

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static string Chooser(PortalView view, Subscription subscription, string? error) => view.Frame("Update your plan",
        $"""
        <h1>Update your plan</h1>
        {(error is null ? "" : $"""<p class="alert" role="alert">{Text(error)}</p>""")}
        <form method="get" action="{view.Of(subscription, "update")}">
          {PlanOptions.Render(view, subscription)}
          <div class="actions"><button type="submit" class="button inline">Continue</button> <a class="button secondary inline" href="{view.Home}">Go back</a></div>
        </form>
        """);
}
