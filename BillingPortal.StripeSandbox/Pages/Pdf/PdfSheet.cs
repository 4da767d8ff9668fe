namespace BillingPortal.StripeSandbox.Pages.Pdf;

/// <summary>A pile of A4 pages that is written from top to bottom; a new page begins when something no longer fits. Sizes are points.</summary>
internal sealed class PdfSheet(Action<PdfSheet>? head = null)
{
    public const double Width = 595, Height = 842, Left = 50, Right = Width - 50;

    private const double Top = Height - 56, Bottom = 80;
    private readonly List<MemoryStream> pages = [];

    /// <summary>The baseline of the next line, counted from the bottom of the page.</summary>
    public double Y { get; set; } = Top;

    public PdfSheet Text(double x, string text, double size = 9.5, PdfFont? font = null, double gray = 0)
    {
        font ??= PdfFont.Regular;
        Write($"BT /{font.Resource} {PdfFile.Number(size)} Tf {PdfFile.Number(gray)} g {PdfFile.Number(x)} {PdfFile.Number(Y)} Td ", PdfFile.TextOf(text), " Tj ET\n");
        return this;
    }

    public PdfSheet TextRight(double right, string text, double size = 9.5, PdfFont? font = null, double gray = 0) =>
        Text(right - (font ?? PdfFont.Regular).WidthOf(text, size), text, size, font, gray);

    public PdfSheet Rule(double from = Left, double gray = 0.82)
    {
        Write($"{PdfFile.Number(gray)} G 0.7 w {PdfFile.Number(from)} {PdfFile.Number(Y)} m {PdfFile.Number(Right)} {PdfFile.Number(Y)} l S\n", [], "");
        return this;
    }

    public PdfSheet Down(double by)
    {
        Y -= by;
        return this;
    }

    /// <summary>Goes on to a new page unless so much room is left.</summary>
    public PdfSheet Room(double needed)
    {
        if (Y - needed < Bottom)
        {
            NewPage();
        }

        return this;
    }

    /// <summary>The pages with their numbers and one line of small print.</summary>
    public List<byte[]> Finish(string smallPrint)
    {
        for (var at = 0; at < pages.Count; at++)
        {
            current = at;
            Y = 44;
            Text(Left, smallPrint, 8, gray: 0.4).TextRight(Right, $"Page {PdfFile.Number(at + 1)} of {PdfFile.Number(pages.Count)}", 8, gray: 0.4);
        }

        return [.. pages.Select(page => page.ToArray())];
    }

    private int current = -1;

    private void NewPage()
    {
        pages.Add(new MemoryStream());
        current = pages.Count - 1;
        Y = Top;
        if (pages.Count > 1)
        {
            head?.Invoke(this);
        }
    }

    private void Write(string before, byte[] text, string after)
    {
        if (current < 0)
        {
            NewPage();
        }

        pages[current].Write(PdfFile.Bytes(before));
        pages[current].Write(text);
        pages[current].Write(PdfFile.Bytes(after));
    }
}
