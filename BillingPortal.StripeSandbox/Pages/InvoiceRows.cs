using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>One sum of an invoice.</summary>
internal sealed record InvoiceRow(string Label, long Amount, bool Strong = false);

/// <summary>The lines and the sums of an invoice in words, for every page that shows one and for its PDF. It adds nothing up: every amount is the invoice's.</summary>
internal static class InvoiceRows
{
    /// <summary>From the subtotal to what is due, in the order in which one follows from the other.</summary>
    public static IEnumerable<InvoiceRow> Rows(Account account, Invoice invoice)
    {
        yield return new InvoiceRow("Subtotal", invoice.Subtotal);
        foreach (var row in Reductions(account, invoice.TotalDiscountAmounts, invoice.TotalPretaxCreditAmounts))
        {
            yield return row;
        }

        foreach (var row in Taxes(account, invoice.TotalTaxes, invoice.Currency))
        {
            yield return row;
        }

        yield return new InvoiceRow("Total", invoice.Total, Strong: true);
        var asked = invoice.AmountDue + invoice.PrePaymentCreditNotesAmount;
        if (asked != invoice.Total)
        {
            // A total under zero becomes credit, one that the balance covers is paid by it, and debt comes on top.
            yield return new InvoiceRow(invoice.Total < 0 ? "Added to your balance" : "Applied balance", asked - invoice.Total);
        }

        if (invoice.PrePaymentCreditNotesAmount != 0)
        {
            yield return new InvoiceRow("Credit notes", -invoice.PrePaymentCreditNotesAmount);
        }

        if (invoice.AmountPaid != 0)
        {
            yield return new InvoiceRow("Amount paid", invoice.AmountPaid);
        }

        yield return new InvoiceRow("Amount due", invoice.Status is "void" ? 0 : invoice.AmountRemaining, Strong: true);
    }

    public static IEnumerable<InvoiceRow> Reductions(Account account, IEnumerable<DiscountAmount> discounts, IEnumerable<PretaxCreditAmount> credits) =>
    [
        .. discounts.Where(taken => taken.Amount != 0).Select(taken => new InvoiceRow(DiscountName(account, taken.Discount), -taken.Amount)),
        .. credits.Where(credit => credit.Discount is null).Select(credit => new InvoiceRow("Credit grant", -credit.Amount)),
    ];

    public static IEnumerable<InvoiceRow> Taxes(Account account, IEnumerable<TaxAmount> taxes, string currency) => taxes
        .Where(tax => tax.TaxabilityReason != "not_collecting").Select(tax => new InvoiceRow(TaxName(account, tax, currency), tax.Amount));

    public static string Lines(Invoice invoice) => $"""<ul class="lines">{string.Concat(invoice.Lines.Data.Select(Line))}</ul>""";

    public static string Totals(Account account, Invoice invoice) => Totals(Rows(account, invoice), invoice.Currency);

    public static string Totals(IEnumerable<InvoiceRow> rows, string currency) =>
        $"""<dl class="sums">{string.Concat(rows.Select(row => $"<div{(row.Strong ? " class=\"strong\"" : "")}><dt>{Text(row.Label)}</dt><dd>{Text(MoneyText.Of(row.Amount, currency))}</dd></div>"))}</dl>""";

    private static string Line(InvoiceLine line) =>
        $"""
        <li><span>{Text(line.Description)}{(line.Period.Start == line.Period.End ? "" : $"<br><small>{Date(line.Period.Start)} – {Date(line.Period.End)}</small>")}</span>
          <span>{Text(MoneyText.Of(line.Amount, line.Currency))}</span></li>
        """;

    private static string DiscountName(Account account, string id) => account.Find<Discount>(id) is { } discount ? NameOf(account, discount) : "Discount";

    public static string NameOf(Account account, Discount discount) =>
        Words(account, discount);

    private static string Words(Account account, Discount discount) =>
        account.Find<Coupon>(discount.Source.Coupon) is not { } coupon ? "Discount"
        : coupon.Name is { } name ? $"{name} ({CouponWords.Of(coupon)})" : $"Discount ({CouponWords.Of(coupon)})";

    private static string TaxName(Account account, TaxAmount tax, string currency) =>
        NameOf(account.Find<TaxRate>(tax.TaxRateDetails?.TaxRate), tax.TaxabilityReason, tax.TaxBehavior == "inclusive", tax.TaxableAmount, currency);

    public static string NameOf(TaxRate? rate, string? reason, bool inclusive, long? taxable, string currency)
    {
        var (name, place) = (rate?.DisplayName ?? "Tax", Countries.NameOf(rate?.Country));
        var percent = (rate?.Percentage ?? 0).ToString("0.####", CultureInfo.InvariantCulture);
        return reason switch
        {
            "reverse_charge" => $"{name} (0%, reverse charge)",
            "customer_exempt" => $"{name} (exempt)",
            _ => $"{name}{(place is null ? "" : " – " + place)} ({percent}%{(inclusive ? ", included" : taxable is { } on ? " on " + MoneyText.Of(on, currency) : "")})",
        };
    }
}
