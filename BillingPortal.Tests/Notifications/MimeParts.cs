using System.Globalization;
using System.Text;

namespace BillingPortal.Tests.Notifications;

/// <summary>The parts of a multipart mail as a reader would see them: split at the boundary, transfer encoding undone.</summary>
internal static class MimeParts
{
    public static IReadOnlyList<string> Of(string message)
    {
        var lines = message.ReplaceLineEndings("\n").Split('\n');
        var boundary = "--" + lines.First(line => line.Contains("boundary=", StringComparison.Ordinal)).Split("boundary=")[1].Trim('"', ';', ' ');
        return [.. string.Join('\n', lines).Split(boundary).Skip(1).Where(part => !part.StartsWith("--", StringComparison.Ordinal)).Select(Decode)];
    }

    private static string Decode(string part)
    {
        var split = part.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = (part[..split], part[(split + 2)..]);
        return Encoding.UTF8.GetString(head.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Convert.FromBase64String(body)
            : QuotedPrintable(body.Replace("=\n", "", StringComparison.Ordinal)));
    }

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '=' && index + 2 < text.Length)
                bytes.Add(byte.Parse(text.AsSpan(index + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            else
                bytes.Add((byte)text[index]);
            index += text[index] == '=' ? 2 : 0;
        }

        return [.. bytes];
    }
}
