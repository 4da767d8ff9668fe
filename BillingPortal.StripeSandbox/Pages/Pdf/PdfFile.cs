using System.Globalization;
using System.Text;

namespace BillingPortal.StripeSandbox.Pages.Pdf;

/// <summary>Writes a PDF 1.4 file (ISO 32000-1, 7.5): its objects, where each of them begins, and what the document is called.</summary>
internal static class PdfFile
{
    public static byte[] Write(string title, string subject, long created, IReadOnlyList<byte[]> pages)
    {
        // 1 catalog, 2 pages, 3 and 4 fonts, 5 information, then a page and its content for each sheet.
        var objects = new List<byte[]>
        {
            Bytes("<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>"),
            Bytes($"<< /Type /Pages /Count {Number(pages.Count)} /Kids [{string.Join(' ', pages.Select((_, at) => Number(6 + (at * 2)) + " 0 R"))}] >>"),
            FontObject(PdfFont.Regular),
            FontObject(PdfFont.Bold),
            Join(Bytes("<< /Title "), TextOf(title), Bytes(" /Subject "), TextOf(subject), Bytes(" /Creator (Stripe sandbox) /Producer (Stripe sandbox) /CreationDate (D:"
                + DateTimeOffset.FromUnixTimeSeconds(created).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "Z) >>")),
        };
        foreach (var page in pages)
        {
            objects.Add(Bytes($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Number(PdfSheet.Width)} {Number(PdfSheet.Height)}] /Contents {Number(objects.Count + 2)} 0 R "
                + $"/Resources << /Font << /{PdfFont.Regular.Resource} 3 0 R /{PdfFont.Bold.Resource} 4 0 R >> >> >>"));
            objects.Add(Join(Bytes($"<< /Length {Number(page.Length)} >>\nstream\n"), page, Bytes("\nendstream")));
        }

        return Assemble(objects);
    }

    /// <summary>A string with its brackets, in the encoding of the fonts.</summary>
    public static byte[] TextOf(string text)
    {
        var written = new List<byte> { (byte)'(' };
        foreach (var code in PdfFont.Encode(text))
        {
            if (code is (byte)'(' or (byte)')' or (byte)'\\')
            {
                written.Add((byte)'\\');
            }

            written.Add(code);
        }

        written.Add((byte)')');
        return [.. written];
    }

    public static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static byte[] FontObject(PdfFont font) => Bytes($"<< /Type /Font /Subtype /Type1 /BaseFont /{font.Name} /Encoding /WinAnsiEncoding >>");

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    private static byte[] Assemble(List<byte[]> objects)
    {
        using var file = new MemoryStream();
        var offsets = new List<long>();
        // Four bytes above 127 tell every tool on the way that the file is binary.
        file.Write([.. Bytes("%PDF-1.4\n%"), 0xe2, 0xe3, 0xcf, 0xd3, (byte)'\n']);
        for (var at = 0; at < objects.Count; at++)
        {
            offsets.Add(file.Position);
            file.Write(Join(Bytes($"{Number(at + 1)} 0 obj\n"), objects[at], Bytes("\nendobj\n")));
        }

        var table = file.Position;
        file.Write(Bytes($"xref\n0 {Number(objects.Count + 1)}\n0000000000 65535 f \n"
            + string.Concat(offsets.Select(offset => offset.ToString("0000000000", CultureInfo.InvariantCulture) + " 00000 n \n"))
            + $"trailer\n<< /Size {Number(objects.Count + 1)} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{Number(table)}\n%%EOF\n"));
        return file.ToArray();
    }
}
