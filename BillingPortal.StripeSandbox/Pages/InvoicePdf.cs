using System.Globalization;
using System.Text;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Invoices;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Writes an invoice as one page of PDF 1.4 (ISO 32000) with a built-in font: small, but every reader opens it.</summary>
internal static class InvoicePdf
{
    public static byte[] Of(Invoice invoice)
    {
        List<string> lines =
        [
            "Invoice " + (invoice.Number ?? "(draft)"),
            "Sandbox: no real money",
            "",
            "Date: " + Html.Date(invoice.StatusTransitions.FinalizedAt ?? invoice.Created),
            "To: " + (invoice.CustomerName ?? invoice.CustomerEmail ?? invoice.Customer),
            "Status: " + invoice.Status,
            "",
            .. invoice.Lines.Data.Select(line => $"{line.Description}   {Amount(line.Amount, line.Currency)}"),
            "",
            "Total: " + Amount(invoice.Total, invoice.Currency),
            "Amount due: " + Amount(invoice.AmountRemaining, invoice.Currency),
        ];
        var text = "BT /F1 12 Tf 56 780 Td 18 TL " + string.Concat(lines.Select(line => $"({Escape(line)}) Tj T* ")) + "ET";
        return Assemble(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {Encoding.Latin1.GetByteCount(text)} >>\nstream\n{text}\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]);
    }

    private static byte[] Assemble(string[] objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var at = 0; at < objects.Length; at++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{at + 1} 0 obj\n{objects[at]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>The built-in font has no sign for some currencies, so the code stands beside the number.</summary>
    private static string Amount(long minor, string currency) => MoneyText.Of(minor, currency) + " " + currency.ToUpperInvariant();

    private static string Escape(string text) => string.Concat(text.Select(sign => sign switch
    {
        '(' or ')' or '\\' => "\\" + sign,
        '€' => "EUR ",
        > 'ÿ' => "?",
        _ => sign.ToString(),
    }));
}
