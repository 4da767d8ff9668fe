namespace BillingPortal.StripeSandbox.Pages.Pdf;

/// <summary>
/// One of the fonts that every PDF reader has (ISO 32000-1, 9.6.2.2), in WinAnsi encoding, with the widths that right-aligned amounts need:
/// thousandths of the font size, from Adobe's published metrics.
/// </summary>
internal sealed class PdfFont(string name, string resource, int[] ascii)
{
    /// <summary>What WinAnsi has between 0x80 and 0x9F; a space stands for nothing.</summary>
    private const string Windows = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

    /// <summary>Letters with accents are as wide as the letters below them; from 0xC0 on.</summary>
    private const string Bases = "AAAAAAMCEEEEIIIIDNOOOOO+OUUUUYPBaaaaaamceeeeiiiidnooooo+ouuuuypy";

    public static PdfFont Regular { get; } = new("Helvetica", "F1",
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]);

    public static PdfFont Bold { get; } = new("Helvetica-Bold", "F2",
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ]);

    public string Name => name;

    /// <summary>The name under which pages use it.</summary>
    public string Resource => resource;

    /// <summary>The text's bytes. What WinAnsi lacks is written in other letters where people do so, else as a question mark.</summary>
    public static byte[] Encode(string text) => [.. text
        .Replace("₹", "INR ", StringComparison.Ordinal).Replace("₩", "KRW ", StringComparison.Ordinal).Replace("\u202f", " ", StringComparison.Ordinal)
        .Select(CodeOf)];

    /// <summary>How wide the text is at a font size, in points.</summary>
    public double WidthOf(string text, double size) => Encode(text).Sum(WidthOf) * size / 1000;

    /// <summary>Breaks a text at its spaces into lines that fit; a word that is too long stays whole.</summary>
    public IEnumerable<string> Wrap(string text, double size, double width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && WidthOf(longer, size) > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        yield return line;
    }

    private static byte CodeOf(char sign)
    {
        var windows = sign == ' ' ? -1 : Windows.IndexOf(sign, StringComparison.Ordinal);
        return windows >= 0 ? (byte)(0x80 + windows) : sign is (>= ' ' and <= '~') or (>= '\u00a0' and <= 'ÿ') ? (byte)sign : (byte)'?';
    }

    private int WidthOf(byte code) => code switch
    {
        >= 32 and < 127 => ascii[code - 32],
        0x85 or 0x97 or 0x99 => 1000,
        0x91 or 0x92 or 0xa0 or 0xb7 => 278,
        0x95 => 350,
        0xb0 => 400,
        0xc6 or 0xe6 => 950,
        >= 0xc0 => ascii[Bases[code - 0xc0] - 32],
        _ => 556,
    };
}
