using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages.Pdf;

/// <summary>Lays out an invoice, or the receipt of a paid one, on paper.</summary>
internal static class InvoicePdf
{
    private const double Quantity = 360, Unit = 450;

    public static string FileName(Invoice invoice, bool receipt) => $"{(receipt ? "Receipt" : "Invoice")}-{invoice.Number ?? invoice.Id}.pdf";

    public static byte[] Of(Account account, Invoice invoice, bool receipt)
    {
        var title = $"{(receipt ? "Receipt" : "Invoice")} {invoice.Number}";
        var sheet = new PdfSheet(ColumnHeads);
        Heading(account, sheet, invoice, receipt);
        Parties(sheet, invoice);
        sheet.Down(30).Text(PdfSheet.Left, Headline(invoice), 15, PdfFont.Bold).Down(28);
        ColumnHeads(sheet);
        foreach (var line in invoice.Lines.Data)
        {
            Line(sheet, line);
        }

        Sums(account, sheet, invoice);
        Words(sheet, invoice);
        return PdfFile.Write(title, $"{title} for {invoice.CustomerName ?? invoice.CustomerEmail}", invoice.EffectiveAt ?? invoice.Created,
            sheet.Finish($"{title} · Sandbox: no real money"));
    }

    private static void Heading(Account account, PdfSheet sheet, Invoice invoice, bool receipt)
    {
        sheet.Text(PdfSheet.Left, receipt ? "Receipt" : "Invoice", 22, PdfFont.Bold).TextRight(PdfSheet.Right, Merchant.Name, 12, PdfFont.Bold, 0.35).Down(28);
        Fact(sheet, "Invoice number", invoice.Number ?? "");
        if (receipt && invoice.StatusTransitions.PaidAt is { } paid)
        {
            Fact(sheet, "Date paid", Html.Date(paid));
            if (InvoicePayments.IntentOf(account, invoice) is { PaymentMethod: { } method } && account.Find<PaymentMethod>(method) is { } card)
            {
                Fact(sheet, "Payment method", CardLine.Words(card));
            }
        }
        else
        {
            Fact(sheet, "Date of issue", Html.Date(invoice.EffectiveAt ?? invoice.Created));
            Fact(sheet, "Date due", Html.Date(invoice.DueDate ?? invoice.EffectiveAt ?? invoice.Created));
        }

        foreach (var field in invoice.CustomFields ?? [])
        {
            Fact(sheet, field.Name, field.Value);
        }
    }

    public static void Fact(PdfSheet sheet, string name, string value) =>
        sheet.Text(PdfSheet.Left, name, font: PdfFont.Bold).Text(PdfSheet.Left + 100, value).Down(14);

    public static void Parties(PdfSheet sheet, Invoice invoice)
    {
        const double to = 300;
        sheet.Down(16);
        var top = sheet.Y;
        sheet.Text(PdfSheet.Left, Merchant.Name, font: PdfFont.Bold).Down(14).Text(PdfSheet.Left, Countries.NameOf(invoice.AccountCountry) ?? "", gray: 0.3);
        var below = sheet.Y;
        sheet.Y = top;
        sheet.Text(to, "Bill to", font: PdfFont.Bold);
        List<string?> lines = [invoice.CustomerName, .. invoice.CustomerAddress is { } address ? AddressText.Parts(address) : [], invoice.CustomerEmail,
            .. invoice.CustomerTaxIds.Select(id => $"{TaxIdWords.Of(id.Type)} {id.Value}")];
        foreach (var line in lines.Where(line => !string.IsNullOrEmpty(line)))
        {
            sheet.Down(14).Text(to, line!, gray: 0.3);
        }

        sheet.Y = Math.Min(sheet.Y, below);
    }

    private static string Headline(Invoice invoice) => invoice switch
    {
        { Status: "paid" } => $"{Money(invoice.AmountPaid, invoice)} paid on {Html.Date(invoice.StatusTransitions.PaidAt ?? invoice.Created)}",
        { Status: "void" } => $"{Money(invoice.Total, invoice)} · void",
        _ => $"{Money(invoice.AmountRemaining, invoice)} due {Html.Date(invoice.DueDate ?? invoice.EffectiveAt ?? invoice.Created)}",
    };

    private static void ColumnHeads(PdfSheet sheet) =>
        sheet.Text(PdfSheet.Left, "Description", 8, gray: 0.4).TextRight(Quantity, "Qty", 8, gray: 0.4).TextRight(Unit, "Unit price", 8, gray: 0.4)
            .TextRight(PdfSheet.Right, "Amount", 8, gray: 0.4).Down(8).Rule().Down(16);

    private static void Line(PdfSheet sheet, InvoiceLine line)
    {
        var words = PdfFont.Regular.Wrap(line.Description ?? "", 9.5, Quantity - PdfSheet.Left - 45).ToList();
        sheet.Room((words.Count * 13) + 14);
        sheet.TextRight(PdfSheet.Right, MoneyText.Of(line.Amount, line.Currency));
        if (line.Quantity is { } quantity)
        {
            sheet.TextRight(Quantity, quantity.ToString(CultureInfo.InvariantCulture));
        }

        if (line.Pricing?.UnitAmountDecimal is { } unit && line.Parent is not { SubscriptionItemDetails.Proration: true } and not { InvoiceItemDetails.Proration: true })
        {
            sheet.TextRight(Unit, MoneyText.Of(decimal.Parse(unit, CultureInfo.InvariantCulture), line.Currency));
        }

        foreach (var part in words)
        {
            sheet.Text(PdfSheet.Left, part).Down(13);
        }

        if (line.Period.Start != line.Period.End)
        {
            sheet.Text(PdfSheet.Left, $"{Html.Date(line.Period.Start)} – {Html.Date(line.Period.End)}", 8, gray: 0.4).Down(13);
        }

        sheet.Down(5);
    }

    private static void Sums(Account account, PdfSheet sheet, Invoice invoice)
    {
        const double from = 300;
        var rows = InvoiceRows.Rows(account, invoice).ToList();
        sheet.Room(rows.Count * 18);
        foreach (var row in rows)
        {
            sheet.Down(4).Rule(from).Down(13);
            var font = row.Strong ? PdfFont.Bold : PdfFont.Regular;
            sheet.Text(from, row.Label, font: font).TextRight(PdfSheet.Right, Money(row.Amount, invoice), font: font);
        }

        sheet.Down(24);
    }

    private static void Words(PdfSheet sheet, Invoice invoice)
    {
        foreach (var line in new[] { invoice.Description, invoice.Footer }.OfType<string>().SelectMany(text => PdfFont.Regular.Wrap(text, 9, PdfSheet.Right - PdfSheet.Left)))
        {
            sheet.Room(14).Text(PdfSheet.Left, line, 9, gray: 0.3).Down(13);
        }
    }

    private static string Money(long amount, Invoice invoice) => MoneyText.Of(amount, invoice.Currency);
}
