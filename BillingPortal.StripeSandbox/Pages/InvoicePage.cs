using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The hosted invoice: its lines, what is owed, a form to pay it while it is open, and its PDF.</summary>
internal static class InvoicePage
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet("/i/{id}", (RequestDelegate)(http => ShowAsync(http, visit)));
        app.MapPost("/i/{id}", (RequestDelegate)(http => PayAsync(http, visit)));
        app.MapGet("/i/{id}/pdf", (RequestDelegate)(http => PdfAsync(http, visit)));
    }

    private static async Task ShowAsync(HttpContext http, PageVisit visit)
    {
        var page = await visit.AtAsync<Invoice, string>(IdOf(http), (_, invoice) => Render(invoice, new CardForm { Name = invoice.CustomerName ?? "" }));
        await WriteAsync(http, page ?? Missing(), page is null ? 404 : 200);
    }

    private static async Task PayAsync(HttpContext http, PageVisit visit)
    {
        var sent = CardForm.Read(await http.Request.ReadFormAsync());
        var answer = await visit.AtAsync<Invoice, (string? Redirect, string? Page)>(IdOf(http), (account, invoice) => Pay(account, invoice, sent));
        if (answer.Redirect is { } url)
        {
            SeeOther(http, url);
            return;
        }

        await WriteAsync(http, answer.Page ?? Missing(), answer.Page is null ? 404 : 422);
    }

    private static (string? Redirect, string? Page) Pay(Account account, Invoice invoice, CardForm sent)
    {
        var form = sent.Checked(account.Now, asksEmail: false);
        if (invoice.Status != "open" || form.Errors.Count > 0)
        {
            return invoice.Status != "open" ? ("/i/" + invoice.Id, null) : (null, Render(invoice, form));
        }

        var intent = InvoicePayments.Collect(account, invoice, form.ToMethod(account), present: true);
        return intent switch
        {
            { Status: "requires_action" } => ("/3ds/" + intent.Id, null),
            { LastPaymentError: { } error } => (null, Render(account.Get<Invoice>(invoice.Id), form.Declined(error))),
            _ => ("/i/" + invoice.Id, null),
        };
    }

    private static async Task PdfAsync(HttpContext http, PageVisit visit)
    {
        if (await visit.AtAsync<Invoice, byte[]>(IdOf(http), (_, invoice) => InvoicePdf.Of(invoice)) is not { } pdf)
        {
            await WriteAsync(http, Missing(), 404);
            return;
        }

        http.Response.ContentType = "application/pdf";
        http.Response.Headers.ContentDisposition = "inline; filename=\"invoice.pdf\"";
        await http.Response.Body.WriteAsync(pdf);
    }

    private static string Render(Invoice invoice, CardForm form) => Page("Invoice " + invoice.Number,
        $"""
        <main class="card">
          <h1>Invoice {Text(invoice.Number ?? "(draft)")}</h1>
          <p class="price">{Text(MoneyText.Of(invoice.Status == "paid" ? invoice.AmountPaid : invoice.AmountRemaining, invoice.Currency))}</p>
          <p class="then">{Text(StateOf(invoice))} · {Text(invoice.CustomerEmail ?? invoice.CustomerName)}</p>
          <ul class="lines">{string.Concat(invoice.Lines.Data.Select(line =>
              $"<li><span>{Text(line.Description)}<br><small>{Date(line.Period.Start)} – {Date(line.Period.End)}</small></span> <span>{Text(MoneyText.Of(line.Amount, line.Currency))}</span></li>"))}</ul>
          <p class="total"><span>Total</span> <strong>{Text(MoneyText.Of(invoice.Total, invoice.Currency))}</strong></p>
          <p><a href="/i/{invoice.Id}/pdf">Download invoice (PDF)</a></p>
          {(invoice.Status == "open" ? $"""
              <form method="post" action="/i/{invoice.Id}" novalidate data-busy="Processing…">
                <h2>Pay with card</h2>
                {CardFields.Render(form, knownEmail: null, asksEmail: false, asksAddress: false)}
                <button type="submit" class="button">Pay {Text(MoneyText.Of(invoice.AmountRemaining, invoice.Currency))}</button>
                {CardFields.TestCards()}
              </form>
              """ : "")}
        </main>
        """);

    private static string StateOf(Invoice invoice) => invoice.Status switch
    {
        "paid" => "Paid" + (invoice.StatusTransitions.PaidAt is { } at ? " on " + Date(at) : ""),
        "open" => invoice.DueDate is { } due ? "Due " + Date(due) : "Open",
        "void" => "Void",
        "uncollectible" => "Uncollectible",
        _ => "Draft",
    };

    private static string Missing() => Message("Nothing here", "This invoice does not exist in the sandbox.");

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["id"]!;
}
