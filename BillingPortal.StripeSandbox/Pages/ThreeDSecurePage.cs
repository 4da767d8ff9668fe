using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Elements;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>
/// Stands in for the bank's 3-D Secure page: the holder approves, fails or cancels, for a session, a payment or a setup. It comes as a page of its own,
/// which leads back to the merchant, or in a frame over the merchant's page, which it tells how it ended. Visiting it again changes nothing.
/// </summary>
internal static class ThreeDSecurePage
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet("/3ds/{id}", (RequestDelegate)(async http => await ShowAsync(http, await AtAsync(http, visit, outcome: null))));
        app.MapPost("/3ds/{id}", (RequestDelegate)(async http =>
        {
            var ended = await AtAsync(http, visit, (await http.Request.ReadFormAsync())["outcome"].ToString());
            if (ended is { Back: { } back } && !IsEmbedded(http))
            {
                SeeOther(http, back);
                return;
            }

            await ShowAsync(http, ended);
        }));
    }

    /// <summary>Does what the holder has decided, if anything was still to decide, and says where things stand.</summary>
    private static async Task<Challenge?> AtAsync(HttpContext http, PageVisit visit, string? outcome)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var methodId = http.Request.Query["payment_method"].ToString();
        return id switch
        {
            ['c', 's', '_', ..] => await visit.AtAsync<CheckoutSession, Challenge>(id, (account, session) =>
                Challenge.Of(account, outcome is null ? session : Decide(account, session, methodId, outcome), methodId)),
            ['p', 'i', '_', ..] => await visit.AtAsync<PaymentIntent, Challenge>(id, (account, intent) =>
                Challenge.Of(account, outcome is null ? intent : Decide(account, intent, outcome))),
            _ => await visit.AtAsync<SetupIntent, Challenge>(id, (account, intent) =>
                Challenge.Of(account, outcome is null ? intent : Decide(account, intent, outcome))),
        };
    }

    private static CheckoutSession Decide(Account account, CheckoutSession session, string methodId, string outcome)
    {
        if (session.Status != "open" || outcome != "approve" || account.Find<PaymentMethod>(methodId) is not { } method)
        {
            return session;
        }

        var billing = method.BillingDetails;
        return CheckoutCompletion.Complete(account, session, new Buyer(method, billing.Email, billing.Name, billing.Address, Authenticated: true)).Session;
    }

    private static PaymentIntent Decide(Account account, PaymentIntent intent, string outcome)
    {
        if (intent.Status != "requires_action")
        {
            return intent;
        }

        var decided = outcome == "approve"
            ? PaymentEngine.Confirm(account, intent, account.Get<PaymentMethod>(intent.PaymentMethod!), present: true, authenticated: true)
            : PaymentEngine.FailAuthentication(account, intent);
        InvoicePayments.Settle(account, decided);
        return account.Get<PaymentIntent>(intent.Id);
    }

    private static SetupIntent Decide(Account account, SetupIntent intent, string outcome) =>
        intent.Status != "requires_action" ? intent
        : outcome == "approve" ? SetupEngine.Confirm(account, intent, account.Get<PaymentMethod>(intent.PaymentMethod!), authenticated: true)
        : SetupEngine.FailAuthentication(account, intent);

    private static bool IsEmbedded(HttpContext http) => http.Request.Query.ContainsKey("embedded");

    private static Task ShowAsync(HttpContext http, Challenge? challenge) => challenge switch
    {
        null => WriteAsync(http, Message("Nothing here", "There is nothing to confirm."), 404),
        { IsOpen: true } => WriteAsync(http, Page("3-D Secure test page", Asking(http, challenge))),
        _ => WriteAsync(http, Page(challenge.Succeeded ? "Confirmed" : "Not confirmed", Telling(http, challenge))),
    };

    private static string Asking(HttpContext http, Challenge challenge) =>
        $"""
        <main class="card narrow" data-challenge="asked">
          <h1>Confirm your {(challenge.Amount is null ? "card" : "payment")}</h1>
          {(challenge.Amount is null ? "" : $"""<p class="price">{Text(challenge.Amount)}</p>""")}
          <p>to {Text(challenge.Merchant)}{(challenge.Card is null ? "" : $", with {Text(challenge.Card)}")}</p>
          <p>No real bank is here. In real life the card's bank would ask you to prove that it is you.</p>
          <form method="post" action="{Text(http.Request.Path + http.Request.QueryString)}" data-busy="One moment…">
            <p><button type="submit" class="button" name="outcome" value="approve">Complete authentication</button></p>
            <p><button type="submit" class="button secondary" name="outcome" value="fail">Fail authentication</button></p>
            <p><button type="submit" class="link" name="outcome" value="cancel">Cancel and go back</button></p>
          </form>
        </main>
        {Script(http)}
        """;

    private static string Telling(HttpContext http, Challenge challenge) =>
        $"""
        <main class="card narrow" data-challenge="done">
          <h1>{(challenge.Succeeded ? "Confirmed" : "Not confirmed")}</h1>
          <p>There is nothing left to confirm here.</p>
          {(challenge.Back is { } back && !IsEmbedded(http) ? $"""<p><a class="button" href="{Text(back)}">Continue</a></p>""" : "<p>You can close this window.</p>")}
        </main>
        {Script(http)}
        """;

    /// <summary>Only a page in a frame has somebody to tell.</summary>
    private static string Script(HttpContext http) => IsEmbedded(http) ? $"""<script src="{BrowserScript.ChallengeScript}" defer></script>""" : "";
}
