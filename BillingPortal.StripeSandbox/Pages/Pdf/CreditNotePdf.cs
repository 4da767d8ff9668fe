using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.CreditNotes;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages.Pdf;

/// <summary>Lays out a credit note on paper: which invoice it is for, what it credits, and where the money goes.</summary>
internal static class CreditNotePdf
{
    private const double Quantity = 440, From = 300;

    public static byte[] Of(Account account, CreditNote note, Invoice invoice)
    {
        var title = "Credit note " + note.Number;
        var issued = note.EffectiveAt ?? note.Created;
        var sheet = new PdfSheet(ColumnHeads);
        sheet.Text(PdfSheet.Left, note.Status == "void" ? "Credit note (void)" : "Credit note", 22, PdfFont.Bold).TextRight(PdfSheet.Right, Merchant.Name, 12, PdfFont.Bold, 0.35).Down(28);
        InvoicePdf.Fact(sheet, "Number", note.Number);
        InvoicePdf.Fact(sheet, "Invoice number", invoice.Number ?? "");
        InvoicePdf.Fact(sheet, "Date of issue", Html.Date(issued));
        InvoicePdf.Parties(sheet, invoice);
        sheet.Down(30).Text(PdfSheet.Left, $"{MoneyText.Of(note.Total, note.Currency)} credited on {Html.Date(issued)}", 15, PdfFont.Bold).Down(28);
        ColumnHeads(sheet);
        foreach (var line in note.Lines.Data)
        {
            Line(sheet, line, note.Currency);
        }

        foreach (var row in Rows(account, note))
        {
            sheet.Room(18).Down(4).Rule(From).Down(13);
            var font = row.Strong ? PdfFont.Bold : PdfFont.Regular;
            sheet.Text(From, row.Label, font: font).TextRight(PdfSheet.Right, MoneyText.Of(row.Amount, note.Currency), font: font);
        }

        sheet.Down(24);
        foreach (var text in PdfFont.Regular.Wrap(note.Memo ?? "", 9, PdfSheet.Right - PdfSheet.Left))
        {
            sheet.Room(14).Text(PdfSheet.Left, text, 9, gray: 0.3).Down(13);
        }

        return PdfFile.Write(title, $"{title} for {invoice.CustomerName ?? invoice.CustomerEmail}", issued, sheet.Finish($"{title} · Sandbox: no real money"));
    }

    /// <summary>From the subtotal to the total, and what becomes of the total.</summary>
    private static List<InvoiceRow> Rows(Account account, CreditNote note) =>
    [
        new("Subtotal", note.Subtotal),
        .. InvoiceRows.Reductions(account, note.DiscountAmounts, note.PretaxCreditAmounts),
        .. InvoiceRows.Taxes(account, note.TotalTaxes, note.Currency),
        new("Total credited", note.Total, Strong: true),
        .. new InvoiceRow[]
        {
            new("Taken off the invoice", note.PrePaymentAmount),
            new("Refunded", note.Refunds.Sum(part => part.AmountRefunded)),
            new("Added to your balance", note.CustomerBalanceTransaction is null ? 0
                : note.PostPaymentAmount - note.Refunds.Sum(part => part.AmountRefunded) - (note.OutOfBandAmount ?? 0)),
            new("Credited elsewhere", note.OutOfBandAmount ?? 0),
        }.Where(row => row.Amount != 0),
    ];

    private static void ColumnHeads(PdfSheet sheet) =>
        sheet.Text(PdfSheet.Left, "Description", 8, gray: 0.4).TextRight(Quantity, "Qty", 8, gray: 0.4).TextRight(PdfSheet.Right, "Amount", 8, gray: 0.4).Down(8).Rule().Down(16);

    private static void Line(PdfSheet sheet, CreditNoteLine line, string currency)
    {
        var words = PdfFont.Regular.Wrap(line.Description ?? "Credit", 9.5, Quantity - PdfSheet.Left - 45).ToList();
        sheet.Room((words.Count * 13) + 5).TextRight(PdfSheet.Right, MoneyText.Of(line.Amount, currency));
        if (line.Quantity is { } quantity)
        {
            sheet.TextRight(Quantity, quantity.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var part in words)
        {
            sheet.Text(PdfSheet.Left, part).Down(13);
        }

        sheet.Down(5);
    }
}
