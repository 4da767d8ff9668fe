using BillingPortal.StripeSandbox.Portal;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>A portal session that was made for one task begins with it, and ends where its maker said.</summary>
internal static class PortalFlowEnd
{
    /// <summary>The page of the session's task, or null when the whole portal is open.</summary>
    public static PageAnswer? Start(PortalView view)
    {
        if (view.Session is not { Flow: { } flow, FlowDone: false })
        {
            return null;
        }

        var id = flow.SubscriptionCancel?.Subscription ?? flow.SubscriptionUpdate?.Subscription ?? flow.SubscriptionUpdateConfirm?.Subscription;
        if (flow.Type == "payment_method_update")
        {
            return PortalMethodsPage.Show(view, new CardForm());
        }

        if (view.Subscription(id!) is not { } subscription)
        {
            return null;
        }

        return flow.SubscriptionUpdateConfirm is { } confirm ? PortalPlanPage.Preview(view, subscription, PlanChoice.Of(view.Account, confirm, subscription))
            : flow.Type == "subscription_cancel" ? PortalCancelPage.Show(view, subscription, NoQuery)
            : PortalPlanPage.Show(view, subscription, NoQuery);
    }

    private static QueryCollection NoQuery => [];

    /// <summary>Called when something is done: leads to the portal's home, or ends the flow as its maker asked.</summary>
    public static PageAnswer Done(PortalView view, string what)
    {
        if (view.Session is not { Flow: { } flow, FlowDone: false })
        {
            return PageAnswer.Go($"{view.Home}?done={what}");
        }

        view.Account.Save(view.Session with { FlowDone = true });
        return flow.AfterCompletion switch
        {
            { Redirect.ReturnUrl: var url } => PageAnswer.Go(url),
            { Type: "hosted_confirmation" } after => PageAnswer.Show(Message("Done", after.HostedConfirmation?.CustomMessage ?? PortalHome.Notice(what), view.Session.ReturnUrl, "Return to merchant")),
            _ => PageAnswer.Go($"{view.Home}?done={what}"),
        };
    }
}
