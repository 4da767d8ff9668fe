using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The hosted Checkout page: what is bought on one side, the card on the other.</summary>
internal static class CheckoutPage
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet("/c/pay/{id}", (RequestDelegate)(http => ShowAsync(http, visit)));
        app.MapPost("/c/pay/{id}", (RequestDelegate)(http => SubmitAsync(http, visit)));
    }

    /// <summary>Where a finished session leads, with Stripe's placeholder filled in.</summary>
    public static string SuccessUrl(CheckoutSession session) =>
        (session.SuccessUrl ?? session.ReturnUrl ?? "/").Replace("{CHECKOUT_SESSION_ID}", session.Id, StringComparison.Ordinal);

    private static async Task ShowAsync(HttpContext http, PageVisit visit)
    {
        var page = await visit.AtAsync<CheckoutSession, string>(IdOf(http), (account, session) => session.Status switch
        {
            "open" => Render(account, session, Fresh(session, failed: http.Request.Query.ContainsKey("authentication"))),
            "complete" => Message("You're all done here", "This checkout is complete.", SuccessUrl(session), "Continue"),
            _ => Message("This checkout has expired", "Go back to the merchant and start again.", session.CancelUrl, "Go back"),
        });
        await WriteAsync(http, page ?? Message("Nothing here", "This checkout does not exist in the sandbox."), page is null ? 404 : 200);
    }

    /// <summary>A second submit of the same page finds the session complete and only follows it to the end.</summary>
    private static async Task SubmitAsync(HttpContext http, PageVisit visit)
    {
        var sent = CardForm.Read(await http.Request.ReadFormAsync());
        var answer = await visit.AtAsync<CheckoutSession, (string? Redirect, string? Page)>(IdOf(http), (account, session) => Submit(account, session, sent));
        if (answer.Redirect is { } url)
        {
            SeeOther(http, url);
            return;
        }

        await WriteAsync(http, answer.Page ?? Message("Nothing here", "This checkout does not exist in the sandbox."), answer.Page is null ? 404 : 422);
    }

    private static (string? Redirect, string? Page) Submit(Account account, CheckoutSession session, CardForm sent)
    {
        if (session.Status != "open")
        {
            return (session.Status == "complete" ? SuccessUrl(session) : "/c/pay/" + session.Id, null);
        }

        var skipsCard = session is { PaymentMethodCollection: "if_required", AmountTotal: 0 } && sent.Number.Length == 0;
        var form = skipsCard ? sent : sent.Checked(account.Now, asksEmail: EmailOf(account, session) is null);
        if (form.Errors.Count > 0)
        {
            return (null, Render(account, session, form));
        }

        var method = skipsCard ? null : form.ToMethod(account);
        var outcome = CheckoutCompletion.Complete(account, session, new Buyer(method, form.Email, form.Name, form.Address));
        return outcome switch
        {
            { NeedsAuthentication: true } => ($"/3ds/{session.Id}?payment_method={method!.Id}", null),
            { Declined: { } error } => (null, Render(account, outcome.Session, form.Declined(error))),
            _ => (SuccessUrl(outcome.Session), null),
        };
    }

    private static string Render(Account account, CheckoutSession session, CardForm form)
    {
        var summary = CheckoutSummary.Of(account, session);
        var email = EmailOf(account, session);
        return Page(summary.Headline,
            $"""
            <main class="checkout">
              <section class="order" aria-label="Order summary">
                {(session.CancelUrl is { } back ? $"""<p><a class="back" href="{Text(back)}"><span aria-hidden="true">←</span> Back</a></p>""" : "")}
                <h1>{Text(summary.Headline)}</h1>
                <p class="price">{Text(summary.Price)}</p>
                <p class="then">{Text(summary.Then)}</p>
                <ul class="lines">{string.Concat(session.Items.Select(item => Line(item)))}</ul>
                {(summary.DueToday is null ? "" : $"""<p class="total"><span>Total due today</span> <strong>{Text(summary.DueToday)}</strong></p>""")}
              </section>
              <section class="payment" aria-label="Payment details">
                <form method="post" action="/c/pay/{session.Id}" novalidate data-busy="Processing…">
                  <h2>{(session.Mode == "setup" ? "Card details" : "Pay with card")}</h2>
                  {CardFields.Render(form, email, asksEmail: email is null, asksAddress: session.BillingAddressCollection == "required" || session.AutomaticTax.Enabled)}
                  <button type="submit" class="button">{Text(summary.Button)}</button>
                  {CardFields.TestCards()}
                </form>
              </section>
            </main>
            """);
    }

    private static CardForm Fresh(CheckoutSession session, bool failed)
    {
        var form = new CardForm { Name = session.CustomerDetails?.Name ?? "", Country = session.CustomerDetails?.Address?.Country ?? "US" };
        return failed
            ? form.With("cardNumber", "We are unable to authenticate your payment method. Please choose a different payment method and try again.")
            : form;
    }

    private static string Line(CheckoutItem item)
    {
        var each = MoneyText.Of(item.Price.ExactUnitAmount * item.Quantity, item.Currency);
        var per = item.Price.Recurring is { } recurring ? " / " + Lines.Every(recurring) : "";
        var quantity = item.Quantity == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" × {item.Quantity}");
        return $"<li><span>{Text(item.Description)}{quantity}</span> <span>{Text(each + per)}</span></li>";
    }

    private static string? EmailOf(Account account, CheckoutSession session) =>
        session.CustomerEmail ?? account.Find<Customer>(session.Customer)?.Email;

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;
}
