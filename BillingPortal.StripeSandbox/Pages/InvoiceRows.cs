using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The lines and the sums of an invoice in words, for every page that shows one and for its PDF. It adds nothing up: every amount is the invoice's.</summary>
internal static class InvoiceRows
{
    /// <summary>From the subtotal to what is due, in the order in which one follows from the other.</summary>
    public static IEnumerable<(string Label, long Amount)> Rows(Account account, Invoice invoice)
    {
        yield return ("Subtotal", invoice.Subtotal);
        yield return ("Total", invoice.Total);
        if (invoice.EndingBalance is { } end && end != invoice.StartingBalance)
        {
            yield return (invoice.StartingBalance < 0 ? "Applied balance" : "Balance", invoice.AmountDue - invoice.Total);
        }
    }

    public static string Lines(Account account, Invoice invoice) => $"""<ul class="lines">{string.Concat(invoice.Lines.Data.Select(Line))}</ul>""";

    public static string Totals(Account account, Invoice invoice) =>
        $"""<dl class="sums">{string.Concat(Rows(account, invoice).Select(row => $"<div><dt>{Text(row.Label)}</dt><dd>{Text(MoneyText.Of(row.Amount, invoice.Currency))}</dd></div>"))}</dl>""";

    private static string Line(InvoiceLine line) =>
        $"""
        <li><span>{Text(line.Description)}{(line.Period.Start == line.Period.End ? "" : $"<br><small>{Date(line.Period.Start)} – {Date(line.Period.End)}</small>")}</span>
          <span>{Text(MoneyText.Of(line.Amount, line.Currency))}</span></li>
        """;
}
