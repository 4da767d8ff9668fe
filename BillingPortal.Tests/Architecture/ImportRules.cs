using System.Text.RegularExpressions;

namespace BillingPortal.Tests.Architecture;

/// <summary>Finds forbidden edges between folders, in <c>using</c> lines as well as in names that are written out.</summary>
public sealed partial class ImportRules(IReadOnlyList<SourceFile> files)
{
    private readonly Dictionary<(string Project, string Folder), HashSet<string>> types = [];

    public IEnumerable<string> Core() => Folders(LayerTable.Core, LayerTable.CoreFolders)
        .Concat(files.Where(file => file.Project == LayerTable.Core).SelectMany(file => HostNames(file).Select(name => Edge(file, name))));

    public IEnumerable<string> Host() => Folders(LayerTable.Host, LayerTable.HostFolders).Concat(
        from file in files
        where file.Project == LayerTable.Host && LayerTable.FacesOfTheHost.Contains(file.Folder)
        from folder in Imported(file, LayerTable.Core, LayerTable.CoreFolders)
        where LayerTable.BehindTheNouns.Contains(folder)
        select Edge(file, $"Core.{folder}"));

    /// <summary>A project that must stand alone names no other project of ours, in code and in its project file.</summary>
    public IEnumerable<string> StandsAlone(string project) =>
        from file in files
        where file.Project == project
        from Match name in (file.IsProject ? ProjectReference() : OurNames()).Matches(file.Code)
        let target = name.Groups["target"].Value
        where file.IsProject || (target != project && !target.StartsWith(project + ".", StringComparison.Ordinal))
        select Edge(file, target);

    /// <summary>One line would open a namespace to a whole project, past every rule here.</summary>
    public IEnumerable<string> NoGlobalImports() =>
        from file in files
        where file.Project is LayerTable.Core or LayerTable.Host
        from Match import in GlobalImport().Matches(file.Code)
        select $"{file.Path}: imports {import.Groups["target"].Value} for the whole project";

    private IEnumerable<string> Folders(string project, IReadOnlyDictionary<string, IReadOnlySet<string>> table)
    {
        foreach (var file in files.Where(file => file.Project == project && !file.IsProject))
        {
            if (!table.TryGetValue(file.Folder, out var allowed))
            {
                yield return $"{file.Path}: the folder {file.Folder} has no place in the layer table";
                continue;
            }

            foreach (var folder in Imported(file, project, table).Where(folder => folder != file.Folder && !allowed.Contains(folder)))
                yield return Edge(file, folder.Length == 0 ? "the root of the project" : folder);
            if (NamespaceElsewhere(file, project) is { } elsewhere)
                yield return $"{file.Path}: lies in {file.Folder} but declares the namespace {elsewhere}";
        }
    }

    private IEnumerable<string> Imported(SourceFile file, string project, IReadOnlyDictionary<string, IReadOnlySet<string>> table)
    {
        var last = project.Split('.')[^1]; // also "Core.Data", which reads the same inside of namespace BillingPortal
        var full = Regex.Matches(file.Code, $@"(?<![\w.])(?:global::)?(?:{Regex.Escape(project)}|{(last == project ? "(?!)" : last)})\.(?<folder>\w+)", RegexOptions.None, TimeSpan.FromSeconds(10))
            .Select(match => match.Groups["folder"].Value).Where(table.ContainsKey);
        return full.Concat(file.Project == project ? Relative(file, project, table) : []).Distinct();
    }

    /// <summary>Inside of a project <c>Folder.Type</c> needs no using, and types of the root are visible everywhere.</summary>
    private IEnumerable<string> Relative(SourceFile file, string project, IReadOnlyDictionary<string, IReadOnlySet<string>> table)
    {
        foreach (Match match in Qualified().Matches(file.Code))
        {
            var folder = match.Groups["folder"].Value;
            if (table.ContainsKey(folder) && TypesOf(project, folder).Contains(match.Groups["type"].Value))
                yield return folder;
        }

        if (file.Folder.Length > 0 && TypesOf(project, "").Any(type => Regex.IsMatch(file.Code, $@"(?<![\w.]){type}\b", RegexOptions.None, TimeSpan.FromSeconds(10))))
            yield return "";
    }

    private HashSet<string> TypesOf(string project, string folder)
    {
        if (!types.TryGetValue((project, folder), out var known))
            types[(project, folder)] = known = [.. files.Where(file => file.Project == project && file.Folder == folder && !file.IsProject).SelectMany(file => file.DeclaredTypes())];
        return known;
    }

    private static IEnumerable<string> HostNames(SourceFile file) => OurNames().Matches(file.Code).Select(match => match.Groups["target"].Value)
        .Where(name => !name.StartsWith(LayerTable.Core, StringComparison.Ordinal) && name != LayerTable.Host);

    private static string? NamespaceElsewhere(SourceFile file, string project)
    {
        var declared = Namespace().Match(file.Code);
        var expected = file.Folder.Length == 0 ? project : $"{project}.{file.Folder}";
        return !declared.Success || declared.Groups["name"].Value == expected || declared.Groups["name"].Value.StartsWith(expected + ".", StringComparison.Ordinal)
            ? null
            : declared.Groups["name"].Value;
    }

    private static string Edge(SourceFile file, string target) => $"{file.Path}: {(file.Folder.Length == 0 ? file.Project : file.Folder)} → {target}";

    [GeneratedRegex(@"(?<![\w.])(?<target>BillingPortal\.[A-Z]\w*)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex OurNames();

    [GeneratedRegex(@"<ProjectReference\s+Include=""(?<target>[^""]+)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"(\bglobal\s+using\s+(static\s+)?|<Using\s+Include="")(?<target>BillingPortal[\w.]*)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex GlobalImport();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w*)\.(\w+\.)*(?<type>[A-Z]\w*)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^\s*(namespace|@namespace)\s+(?<name>[\w.]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 10_000)]
    private static partial Regex Namespace();
}
