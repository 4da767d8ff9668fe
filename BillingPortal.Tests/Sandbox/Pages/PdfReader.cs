using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BillingPortal.Tests.Sandbox.Pages;

/// <summary>Reads a PDF as strictly as its own table of contents: every object must begin where the cross-reference table says.</summary>
internal sealed partial class PdfReader
{
    private readonly string file;
    private readonly Dictionary<int, string> objects = [];

    public PdfReader(byte[] bytes)
    {
        file = Encoding.Latin1.GetString(bytes);
        file.ShouldStartWith("%PDF-1.4\n");
        file.TrimEnd().ShouldEndWith("%%EOF");
        var table = int.Parse(Start().Match(file).Groups["at"].Value, CultureInfo.InvariantCulture);
        file[table..].ShouldStartWith("xref\n");
        var count = int.Parse(Size().Match(file).Groups["size"].Value, CultureInfo.InvariantCulture);
        var entries = Entry().Matches(file[table..]).Select(match => int.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture)).ToList();
        entries.Count.ShouldBe(count);
        for (var number = 1; number < count; number++)
        {
            var begin = string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n");
            file[entries[number]..].ShouldStartWith(begin);
            objects[number] = file[(entries[number] + begin.Length)..file.IndexOf("\nendobj", entries[number], StringComparison.Ordinal)];
        }
    }

    public int Pages => objects.Values.Count(body => body.StartsWith("<< /Type /Page ", StringComparison.Ordinal));

    /// <summary>What the information dictionary calls the document.</summary>
    public string Title => Titled().Match(objects[5]).Groups["title"].Value;

    /// <summary>Everything that is written, in its order; each stream is exactly as long as it says.</summary>
    public IReadOnlyList<string> Words { get; private set; } = [];

    public PdfReader Read()
    {
        Words = [.. objects.Values.Where(body => body.Contains("\nstream\n", StringComparison.Ordinal)).SelectMany(body =>
        {
            var content = body[(body.IndexOf("\nstream\n", StringComparison.Ordinal) + 8)..body.IndexOf("\nendstream", StringComparison.Ordinal)];
            content.Length.ShouldBe(int.Parse(Length().Match(body).Groups["length"].Value, CultureInfo.InvariantCulture));
            return Shown().Matches(content).Select(match => match.Groups["text"].Value.Replace("\\(", "(", StringComparison.Ordinal).Replace("\\)", ")", StringComparison.Ordinal));
        })];
        return this;
    }

    [GeneratedRegex(@"startxref\n(?<at>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"/Size (?<size>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Size();

    [GeneratedRegex(@"(?<at>\d{10}) \d{5} [nf] \n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"/Title \((?<title>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Titled();

    [GeneratedRegex(@"/Length (?<length>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Length();

    [GeneratedRegex(@"Td \((?<text>(?:[^\\)]|\\.)*)\) Tj", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();
}
