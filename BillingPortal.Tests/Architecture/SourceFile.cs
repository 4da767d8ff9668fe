using System.Text;
using System.Text.RegularExpressions;

namespace BillingPortal.Tests.Architecture;

/// <summary>One file of the repository as the rules see it: where it is, and its code without comments and texts.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
public sealed partial record SourceFile(string Path, string Text)
{
    private static readonly string[] Unread = ["bin", "obj", "node_modules", ".git", ".data", "TestResults", "test-output"];
    private static readonly string[] Kinds = [".cs", ".razor", ".csproj"];

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    public string Project => Path.Split('/')[0];

    /// <summary>The first folder below the project; empty for the project's own files.</summary>
    public string Folder => Path.Split('/') is { Length: > 2 } parts ? parts[1] : "";

    public int LineCount => Text.AsSpan().Count('\n') + (Text.EndsWith('\n') ? 0 : 1);

    /// <summary>Markup keeps its texts: attributes of Razor files hold code.</summary>
    public string Code { get; } = Path.EndsWith(".cs", StringComparison.Ordinal) ? CommentsAndTexts().Replace(Text, Blank) : MarkupComments().Replace(Text, Blank);

    public static IReadOnlyList<SourceFile> ReadAll(string root)
    {
        var files = new List<SourceFile>();
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var below in folder.EnumerateDirectories().Where(below => !Unread.Contains(below.Name)))
                folders.Push(below);
            files.AddRange(folder.EnumerateFiles().Where(file => Kinds.Contains(file.Extension))
                .Select(file => new SourceFile(System.IO.Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName))));
        }

        return files;
    }

    /// <summary>The names of the types that this file declares.</summary>
    public IEnumerable<string> DeclaredTypes() => IsRazor
        ? [System.IO.Path.GetFileNameWithoutExtension(Path)]
        : Declaration().Matches(Code).Select(match => match.Groups["name"].Value);

    private static string Blank(Match match) => new StringBuilder().Append('\n', match.Value.Count(character => character == '\n')).Append(' ').ToString();

    [GeneratedRegex("""(?<raw>\"{3,})(.|\n)*?\k<raw>|@"([^"]|"")*"|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])+'|//[^\n]*|/\*(.|\n)*?\*/""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex CommentsAndTexts();

    [GeneratedRegex("""@\*(.|\n)*?\*@|<!--(.|\n)*?-->""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MarkupComments();

    [GeneratedRegex(@"\b(class|struct|record|interface|enum)\s+(class\s+|struct\s+)?(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Declaration();
}
