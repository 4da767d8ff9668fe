using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Pages.Pdf;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The hosted invoice: its lines, what is owed, a form to pay it while it is open, and its papers.</summary>
internal static class InvoicePage
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet("/i/{id}", (RequestDelegate)(http => PageAnswer.ServeAsync<Invoice>(http, visit, "invoice", (account, invoice) =>
            Show(account, invoice, returns: http.Request.Query["redirect_status"].ToString()))));
        app.MapPost("/i/{id}", (RequestDelegate)(async http =>
        {
            var sent = CardForm.Read(await http.Request.ReadFormAsync());
            await PageAnswer.ServeAsync<Invoice>(http, visit, "invoice", (account, invoice) => Pay(account, invoice, sent));
        }));
        app.MapGet("/i/{id}/pdf", (RequestDelegate)(http => PaperAsync(http, visit, receipt: false)));
        app.MapGet("/i/{id}/receipt", (RequestDelegate)(http => PaperAsync(http, visit, receipt: true)));
    }

    private static PageAnswer Show(Account account, Invoice invoice, string returns)
    {
        if (invoice.Status == "draft")
        {
            return PageAnswer.Show(Message("This invoice is not ready", "It is still being prepared. Come back when it has been sent."));
        }

        var form = new CardForm { Name = invoice.CustomerName ?? "", Country = invoice.CustomerAddress?.Country ?? "US" };
        return PageAnswer.Show(Render(account, invoice, returns == "failed"
            ? form.With("cardNumber", "Your bank could not confirm that it is you. Please try again or use another card.") : form));
    }

    /// <summary>A second submit finds the invoice paid and only shows that it is.</summary>
    private static PageAnswer Pay(Account account, Invoice invoice, CardForm sent)
    {
        account.EnterClockOf(invoice);
        if (!IsPayable(invoice))
        {
            return PageAnswer.Go("/i/" + invoice.Id);
        }

        var form = sent.Checked(account.Now, asksEmail: false);
        if (form.Errors.Count > 0)
        {
            return PageAnswer.Again(Render(account, invoice, form));
        }

        var intent = InvoicePayments.Collect(account, invoice, form.ToMethod(account), present: true);
        return intent switch
        {
            { Status: "requires_action" } => BankVisit.For(account, intent, "/i/" + invoice.Id),
            { LastPaymentError: { } error } => PageAnswer.Again(Render(account, account.Get<Invoice>(invoice.Id), form.Declined(error))),
            _ => PageAnswer.Go("/i/" + invoice.Id),
        };
    }

    private static async Task PaperAsync(HttpContext http, PageVisit visit, bool receipt)
    {
        await Paper.WriteAsync(http, await visit.AtAsync<Invoice, Paper?>((string)http.Request.RouteValues["id"]!, (account, invoice) =>
            invoice.Status == "draft" || (receipt && invoice.Status != "paid") ? null : new Paper(InvoicePdf.FileName(invoice, receipt), InvoicePdf.Of(account, invoice, receipt))));
    }

    private static bool IsPayable(Invoice invoice) => invoice.Status is "open" or "uncollectible" && invoice.AmountRemaining > 0;

    private static string Render(Account account, Invoice invoice, CardForm form) => Page("Invoice " + invoice.Number,
        $"""
        <main class="card invoice">
          <div class="invoice-head">
            <p class="merchant"><span class="mark" aria-hidden="true"></span> {Text(Merchant.Name)}</p>
            {Tag(invoice)}
          </div>
          <h1 class="price">{Text(MoneyText.Of(invoice.Status == "paid" ? invoice.AmountPaid : invoice.Status == "void" ? invoice.Total : invoice.AmountRemaining, invoice.Currency))}</h1>
          <p class="then">{Text(StateOf(invoice))}</p>
          <dl class="facts">
            <div><dt>Invoice number</dt><dd>{Text(invoice.Number)}</dd></div>
            <div><dt>Issued</dt><dd>{Date(invoice.EffectiveAt ?? invoice.Created)}</dd></div>
            <div><dt>To</dt><dd>{Text(string.Join(", ", new[] { invoice.CustomerName, invoice.CustomerEmail }.OfType<string>()))}</dd></div>
            {(AddressText.Of(invoice.CustomerAddress) is { Length: > 0 } address ? $"<div><dt>Address</dt><dd>{Text(address)}</dd></div>" : "")}
            {string.Concat(invoice.CustomerTaxIds.Select(id => $"<div><dt>{Text(TaxIdWords.Of(id.Type))}</dt><dd>{Text(id.Value)}</dd></div>"))}
            {string.Concat((invoice.CustomFields ?? []).Select(field => $"<div><dt>{Text(field.Name)}</dt><dd>{Text(field.Value)}</dd></div>"))}
          </dl>
          <p class="actions papers"><a class="button secondary inline" href="/i/{invoice.Id}/pdf" download>Download invoice</a>
            {(invoice.Status == "paid" ? $"""<a class="button secondary inline" href="/i/{invoice.Id}/receipt" download>Download receipt</a>""" : "")}</p>
          {InvoiceRows.Lines(invoice)}
          {InvoiceRows.Totals(account, invoice)}
          {(invoice.Description is { } memo ? $"""<p class="soft">{Text(memo)}</p>""" : "")}
          {(IsPayable(invoice) ? Form(invoice, form) : "")}
          {(invoice.Footer is { } footer ? $"""<p class="afterword">{Text(footer)}</p>""" : "")}
        </main>
        """);

    private static string Form(Invoice invoice, CardForm form) =>
        $"""
        <form class="pay" method="post" action="/i/{invoice.Id}" novalidate data-busy="Processing…">
          <h2>Pay with card</h2>
          {CardFields.Render(form, knownEmail: null, asksEmail: false, asksAddress: false)}
          <button type="submit" class="button">Pay {Text(MoneyText.Of(invoice.AmountRemaining, invoice.Currency))}</button>
          {CardFields.TestCards()}
        </form>
        """;

    private static string Tag(Invoice invoice) => invoice.Status switch
    {
        "paid" => """<span class="tag good">Paid</span>""",
        "void" => """<span class="tag">Void</span>""",
        "uncollectible" => """<span class="tag warn">Uncollectible</span>""",
        _ => """<span class="tag warn">Open</span>""",
    };

    private static string StateOf(Invoice invoice) => invoice.Status switch
    {
        "paid" => "Paid" + (invoice.StatusTransitions.PaidAt is { } at ? " on " + Date(at) : ""),
        "open" => invoice.DueDate is { } due ? "Due " + Date(due) : "Due now",
        "void" => "This invoice is void. There is nothing to pay.",
        _ => "This invoice was given up. It can still be paid.",
    };
}
