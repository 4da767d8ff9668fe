using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The table of the customer portal's pages. What they change, they change through the API's own operations.</summary>
internal static class PortalPages
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        const string home = "/p/session/{id}", subscription = home + "/subscriptions/{subscription}", method = home + "/payment-methods";
        void Get(string path, Func<PortalView, HttpRequest, PageAnswer> show) => app.MapGet(path, (RequestDelegate)(http => AnswerAsync(http, visit, show)));
        void Post(string path, Func<PortalView, IFormCollection, PageAnswer> act) => app.MapPost(path, (RequestDelegate)(async http =>
        {
            var form = await http.Request.ReadFormAsync();
            await AnswerAsync(http, visit, (view, _) => act(view, form));
        }));

        Get(home, (view, request) => PortalFlowEnd.Start(view) ?? PortalHome.Show(view, request.Query["done"].ToString(), request.Query["invoices"].ToString()));
        Get(subscription + "/cancel", (view, request) => On(view, request, view.Features.SubscriptionCancel.Enabled, (found, query) => PortalCancelPage.Show(view, found, query)));
        Post(subscription + "/cancel", (view, form) => On(view, form, view.Features.SubscriptionCancel.Enabled, found => PortalCancelPage.Cancel(view, found, form)));
        Post(subscription + "/stay", (view, form) => On(view, form, view.Features.SubscriptionCancel.Enabled, found => PortalCancelPage.Stay(view, found)));
        Post(subscription + "/resume", (view, form) => On(view, form, enabled: true, found => PortalCancelPage.Undo(view, found)));
        Get(subscription + "/update", (view, request) => On(view, request, view.Features.SubscriptionUpdate.Enabled, (found, query) => PortalPlanPage.Show(view, found, query)));
        Post(subscription + "/update", (view, form) => On(view, form, view.Features.SubscriptionUpdate.Enabled, found => PortalPlanPage.Confirm(view, found, form)));
        Get(method + "/add", (view, _) => PortalMethodsPage.Show(view, new CardForm()));
        Post(method + "/add", (view, form) => PortalMethodsPage.Add(view, CardForm.Read(form)));
        Get(method + "/added", (view, request) => PortalMethodsPage.Added(view, request.Query["setup_intent"].ToString()));
        Post(method + "/default", (view, form) => PortalMethodsPage.UseAsDefault(view, form["method"].ToString()));
        Post(method + "/remove", (view, form) => PortalMethodsPage.Remove(view, form["method"].ToString()));
        Get(home + "/customer", (view, _) => PortalCustomerPage.Show(view));
        Post(home + "/customer", PortalCustomerPage.Update);
        PortalLoginPage.Map(app, visit);
    }

    private static Task AnswerAsync(HttpContext http, PageVisit visit, Func<PortalView, HttpRequest, PageAnswer> work) =>
        PageAnswer.ServeAsync<PortalSession>(http, visit, "portal session", (account, session) =>
        {
            var view = new PortalView(account, session);
            account.EnterClockOf(view.Customer);
            var mark = account.Mark();
            try
            {
                return work(view, http.Request);
            }
            catch (StripeError refused)
            {
                if (!refused.KeepsWork)
                {
                    account.RollbackTo(mark);
                }

                return PageAnswer.Again(view.Frame("This did not work", $"""<h1>This did not work</h1><p class="alert" role="alert">{Text(refused.Message)}</p>"""));
            }
        });

    private static PageAnswer On(PortalView view, IFormCollection form, bool enabled, Func<Subscription, PageAnswer> act) =>
        Named(view, form["subscription"].ToString(), enabled) is { } found ? act(found) : PageAnswer.Go(view.Home);

    private static PageAnswer On(PortalView view, HttpRequest request, bool enabled, Func<Subscription, IQueryCollection, PageAnswer> show) =>
        Named(view, (string)request.RouteValues["subscription"]!, enabled) is { } found ? show(found, request.Query) : PageAnswer.Go(view.Home);

    private static Subscription? Named(PortalView view, string id, bool enabled) => enabled ? view.Subscription(id) : null;
}
