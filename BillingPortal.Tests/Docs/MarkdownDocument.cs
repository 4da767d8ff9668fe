using System.Text.RegularExpressions;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Docs;

/// <summary>One page of the documentation, taken apart into what can be checked.</summary>
public sealed partial class MarkdownDocument(string path)
{
    private readonly string text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));

    public static IEnumerable<MarkdownDocument> All { get; } =
    [
        new("README.md"),
        .. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md").Order().Select(file => new MarkdownDocument($"docs/{Path.GetFileName(file)}")),
    ];

    public string Name => path;

    public int Lines => text.TrimEnd().Split('\n').Length;

    /// <summary>Targets of links and images that stay inside the repository.</summary>
    public IEnumerable<string> Links => LinkPattern().Matches(text).Select(match => match.Groups["to"].Value).Where(to => !to.Contains("://", StringComparison.Ordinal));

    /// <summary>Names of files and folders between backticks, outside code blocks.</summary>
    public IEnumerable<string> Files => CodeSpan().Matches(CodeBlock().Replace(text, "")).Select(match => match.Groups["code"].Value).Where(span => FileName().IsMatch(span));

    /// <summary>Everything that a reader would type into a shell, from blocks and spans alike.</summary>
    public IEnumerable<string> Commands =>
        CodeBlock().Matches(text).SelectMany(match => match.Groups["code"].Value.Split('\n'))
            .Concat(CodeSpan().Matches(text).Select(match => match.Groups["code"].Value))
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("./", StringComparison.Ordinal) || line.StartsWith("dotnet ", StringComparison.Ordinal));

    /// <summary>The anchors that GitHub makes of headings.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(text).Select(match => NotInAnchor().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    public override string ToString() => path;

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("```[^\n]*\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("(?<!`)`(?<code>[^`\n]+)`(?!`)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^\.?[\w-][\w./-]*(\.(cs|csproj|css|js|json|md|props|razor|sh|sln|targets|yaml|yml)|/)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchor();
}
