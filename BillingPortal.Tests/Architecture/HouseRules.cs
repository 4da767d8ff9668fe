using System.Text.RegularExpressions;

namespace BillingPortal.Tests.Architecture;

/// <summary>The rules that are not about imports: names of folders, sets of the context, length of files.</summary>
public static partial class HouseRules
{
    public const int LongestFile = 250;

    /// <summary>Buckets: everything fits into them, so nobody finds anything in them.</summary>
    private static readonly HashSet<string> Buckets = new(
        ["Service", "Services", "Model", "Models", "Interface", "Interfaces", "Helper", "Helpers", "Util", "Utils", "Extension", "Extensions", "Common"], StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> FolderNames(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => file.Path.Split('/')[..^1].Where(Buckets.Contains).Select(bucket => $"{file.Path}: a folder must not be called {bucket}")).Distinct();

    public static IEnumerable<string> SetsOfTheContext(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Project == LayerTable.Core && file.Path.EndsWith("BillingDb.cs", StringComparison.Ordinal)
        from Match set in DbSet().Matches(file.Code)
        select $"{file.Path}: declares {set.Value}; each folder offers its own set as an extension property";

    public static IEnumerable<string> Lengths(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.IsProject && file.LineCount > LongestFile && !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        select $"{file.Path}: {file.LineCount} lines, more than {LongestFile}";

    [GeneratedRegex(@"DbSet\s*<[^>]+>\s+\w+", RegexOptions.None, 10_000)]
    private static partial Regex DbSet();
}
