using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Stands in for the bank's 3-D Secure page: the holder approves or fails, for a session, a payment or a setup.</summary>
internal static class ThreeDSecurePage
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet("/3ds/{id}", (RequestDelegate)(http => WriteAsync(http, Render(http))));
        app.MapPost("/3ds/{id}", (RequestDelegate)(http => AnswerAsync(http, visit)));
    }

    private static string Render(HttpContext http) => Page("3-D Secure test page",
        $"""
        <main class="card narrow">
          <h1>Confirm your payment</h1>
          <p>This stands in for your bank's page. In real life the bank would ask you to prove that it is you.</p>
          <form method="post" action="{Text(http.Request.Path + http.Request.QueryString)}" data-busy="One moment…">
            <button type="submit" class="button" name="outcome" value="approve">Complete authentication</button>
            <button type="submit" class="button secondary" name="outcome" value="fail">Fail authentication</button>
          </form>
        </main>
        """);

    private static async Task AnswerAsync(HttpContext http, PageVisit visit)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var approved = (await http.Request.ReadFormAsync())["outcome"] == "approve";
        var url = id switch
        {
            ['c', 's', '_', ..] => await visit.AtAsync<CheckoutSession, string>(id, (account, session) =>
                Finish(account, session, http.Request.Query["payment_method"].ToString(), approved)),
            ['p', 'i', '_', ..] => await visit.AtAsync<PaymentIntent, string>(id, (account, intent) => Finish(account, intent, approved)),
            _ => await visit.AtAsync<SetupIntent, string>(id, (account, intent) => Finish(account, intent, approved)),
        };
        if (url is null)
        {
            await WriteAsync(http, Message("Nothing here", "There is nothing to confirm."), 404);
        }
        else if (url.Length == 0)
        {
            await WriteAsync(http, Message(approved ? "Confirmed" : "Not confirmed", "You can close this window."));
        }
        else
        {
            SeeOther(http, url);
        }
    }

    private static string Finish(Account account, CheckoutSession session, string methodId, bool approved)
    {
        if (session.Status == "open" && approved && account.Find<PaymentMethod>(methodId) is { } method)
        {
            var billing = method.BillingDetails;
            var outcome = CheckoutCompletion.Complete(account, session, new Buyer(method, billing.Email, billing.Name, billing.Address, Authenticated: true));
            session = outcome.Session;
        }

        return session.Status == "complete" ? CheckoutPage.SuccessUrl(session) : $"/c/pay/{session.Id}?authentication=failed";
    }

    private static string Finish(Account account, PaymentIntent intent, bool approved)
    {
        var back = intent.NextAction?.RedirectToUrl?.ReturnUrl;
        if (intent.Status == "requires_action")
        {
            var method = account.Get<PaymentMethod>(intent.PaymentMethod!);
            intent = approved
                ? PaymentEngine.Confirm(account, intent, method, present: true, authenticated: true)
                : PaymentEngine.FailAuthentication(account, intent);
            InvoicePayments.Settle(account, intent);
        }

        return Returning(back, "payment_intent", intent.Id, intent.ClientSecret, intent.Status == "succeeded");
    }

    private static string Finish(Account account, SetupIntent intent, bool approved)
    {
        var back = intent.NextAction?.RedirectToUrl?.ReturnUrl;
        if (intent.Status == "requires_action")
        {
            var method = account.Get<PaymentMethod>(intent.PaymentMethod!);
            intent = approved ? SetupEngine.Confirm(account, intent, method, authenticated: true) : SetupEngine.FailAuthentication(account, intent);
        }

        return Returning(back, "setup_intent", intent.Id, intent.ClientSecret, intent.Status == "succeeded");
    }

    private static string Returning(string? url, string kind, string id, string secret, bool succeeded) => url is null ? ""
        : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{kind}={id}&{kind}_client_secret={secret}&redirect_status={(succeeded ? "succeeded" : "failed")}";
}
