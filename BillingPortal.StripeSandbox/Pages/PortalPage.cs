using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The hosted customer portal: subscriptions to cancel and resume, the card to change, invoices to read.</summary>
internal static class PortalPage
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet("/p/session/{id}", (RequestDelegate)(http => AnswerAsync(http, visit, (account, session) => (null, Render(account, session, new CardForm())))));
        app.MapPost("/p/session/{id}/cancel", (RequestDelegate)(http => PostAsync(http, visit, (account, session, form) => Cancel(account, session, form, cancel: true))));
        app.MapPost("/p/session/{id}/resume", (RequestDelegate)(http => PostAsync(http, visit, (account, session, form) => Cancel(account, session, form, cancel: false))));
        app.MapPost("/p/session/{id}/card", (RequestDelegate)(http => PostAsync(http, visit, (account, session, form) => ChangeCard(account, session, CardForm.Read(form)))));
    }

    private static async Task PostAsync(HttpContext http, PageVisit visit, Func<Account, PortalSession, IFormCollection, (string? Redirect, string? Page)> work)
    {
        var form = await http.Request.ReadFormAsync();
        await AnswerAsync(http, visit, (account, session) => work(account, session, form));
    }

    private static async Task AnswerAsync(HttpContext http, PageVisit visit, Func<Account, PortalSession, (string? Redirect, string? Page)> work)
    {
        var answer = await visit.AtAsync<PortalSession, (string? Redirect, string? Page)>((string)http.Request.RouteValues["id"]!, work);
        if (answer.Redirect is { } url)
        {
            SeeOther(http, url);
            return;
        }

        var missing = answer.Page is null;
        await WriteAsync(http, answer.Page ?? Message("Nothing here", "This portal session does not exist in the sandbox."),
            missing ? 404 : HttpMethods.IsPost(http.Request.Method) ? 422 : 200);
    }

    private static (string? Redirect, string? Page) Cancel(Account account, PortalSession session, IFormCollection form, bool cancel)
    {
        if (account.Find<Subscription>(form["subscription"].ToString()) is { IsOver: false } found && found.Customer == session.Customer)
        {
            var immediately = cancel && account.Get<PortalConfiguration>(session.Configuration).Features.SubscriptionCancel.Mode == "immediately";
            if (immediately)
            {
                SubscriptionLifecycle.Cancel(account, found, new CancellationDetails { Reason = "cancellation_requested" });
            }
            else
            {
                SubscriptionLifecycle.Change(account, found, found with
                {
                    CancelAtPeriodEnd = cancel,
                    CancelAt = cancel ? found.PeriodEnd : null,
                    CanceledAt = cancel ? account.Now : null,
                    CancellationDetails = new CancellationDetails { Reason = cancel ? "cancellation_requested" : null },
                });
            }
        }

        return ("/p/session/" + session.Id, null);
    }

    private static (string? Redirect, string? Page) ChangeCard(Account account, PortalSession session, CardForm sent)
    {
        var form = sent.Checked(account.Now, asksEmail: false);
        if (form.Errors.Count > 0)
        {
            return (null, Render(account, session, form));
        }

        var intent = SetupEngine.Create(account, session.Customer);
        intent = SetupEngine.Confirm(account, intent, form.ToMethod(account), authenticated: true);
        if (intent.LastSetupError is { } error)
        {
            return (null, Render(account, session, form.Declined(error)));
        }

        var customer = account.Get<Customer>(session.Customer);
        account.Update("customer.updated", customer, customer with { InvoiceSettings = customer.InvoiceSettings with { DefaultPaymentMethod = intent.PaymentMethod } });
        foreach (var subscription in account.OwnedBy<Subscription>(customer.Id).Where(row => !row.IsOver && row.DefaultPaymentMethod is not null))
        {
            SubscriptionLifecycle.Change(account, subscription, subscription with { DefaultPaymentMethod = intent.PaymentMethod });
        }

        return ("/p/session/" + session.Id, null);
    }

    private static string Render(Account account, PortalSession session, CardForm form)
    {
        var customer = account.Get<Customer>(session.Customer);
        var features = account.Get<PortalConfiguration>(session.Configuration).Features;
        var subscriptions = account.OwnedBy<Subscription>(customer.Id).Where(row => !row.IsOver).ToList();
        return Page("Manage your billing",
            $"""
            <main class="card">
              {(session.ReturnUrl is { } back ? $"""<p><a class="back" href="{Text(back)}"><span aria-hidden="true">←</span> Return</a></p>""" : "")}
              <h1>Billing of {Text(customer.Name ?? customer.Email ?? customer.Id)}</h1>
              <section class="block" aria-labelledby="plans"><h2 id="plans">Current plan</h2>
                {(subscriptions.Count == 0 ? "<p>No active subscription.</p>" : string.Concat(subscriptions.Select(row => Plan(account, session, row, features))))}
              </section>
              <section class="block" aria-labelledby="card"><h2 id="card">Payment method</h2>
                {Method(account, customer, subscriptions)}
                {(features.PaymentMethodUpdate.Enabled ? ChangeForm(session, form) : "")}
              </section>
              {(features.InvoiceHistory.Enabled ? History(account, customer) : "")}
            </main>
            """);
    }

    private static string Plan(Account account, PortalSession session, Subscription row, PortalFeatures features)
    {
        var item = row.Items.Data[0];
        var price = $"{MoneyText.Of(item.Price.ExactUnitAmount * (item.Quantity ?? 1), row.Currency)} per {Lines.Every(item.Price.Recurring!)}";
        var until = row.CancelAtPeriodEnd ? "Ends on " + Date(row.PeriodEnd) : row.Status == "trialing" ? "Trial until " + Date(row.PeriodEnd) : "Renews on " + Date(row.PeriodEnd);
        var action = row.CancelAtPeriodEnd ? "resume" : "cancel";
        var button = !features.SubscriptionCancel.Enabled && !row.CancelAtPeriodEnd ? "" :
            $"""
            <form method="post" action="/p/session/{session.Id}/{action}" data-busy="One moment…">
              <input type="hidden" name="subscription" value="{row.Id}">
              <button type="submit" class="button secondary inline">{(row.CancelAtPeriodEnd ? "Don't cancel plan" : "Cancel plan")}</button>
            </form>
            """;
        return $"""<div class="notice"><p><strong>{Text(Lines.NameOf(account, item.Price))}</strong><br>{Text(price)}<br>{until} ({Text(row.Status)})</p>{button}</div>""";
    }

    private static string Method(Account account, Customer customer, List<Subscription> subscriptions)
    {
        var id = customer.InvoiceSettings.DefaultPaymentMethod ?? subscriptions.FirstOrDefault()?.DefaultPaymentMethod;
        return account.Find<PaymentMethod>(id) is { Card: var card }
            ? $"<p>{Text(card.Brand)} ending in {card.Last4}, expires {card.ExpMonth:00} / {card.ExpYear}</p>"
            : "<p>No card on file.</p>";
    }

    private static string ChangeForm(PortalSession session, CardForm form) =>
        $"""
        <details{(form.Errors.Count > 0 ? " open" : "")}>
          <summary>Change card</summary>
          <form method="post" action="/p/session/{session.Id}/card" novalidate data-busy="Saving…">
            {CardFields.Render(form, knownEmail: null, asksEmail: false, asksAddress: false)}
            <button type="submit" class="button">Save card</button>
            {CardFields.TestCards()}
          </form>
        </details>
        """;

    private static string History(Account account, Customer customer) =>
        $"""
        <section class="block" aria-labelledby="invoices"><h2 id="invoices">Invoice history</h2>
          <ul class="lines">{string.Concat(Enumerable.Reverse(account.OwnedBy<Invoice>(customer.Id)).Where(invoice => invoice.Status != "draft").Take(12).Select(invoice =>
              $"""<li><a href="/i/{invoice.Id}">{Date(invoice.Created)}</a> <span>{Text(MoneyText.Of(invoice.Total, invoice.Currency))} {Text(invoice.Status)}</span></li>"""))}</ul>
        </section>
        """;
}
