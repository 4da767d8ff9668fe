using System.Text.RegularExpressions;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Docs;

/// <summary>Documentation that names what is not there costs more than none: each name in it is looked up.</summary>
public sealed partial class DocumentationTests
{
    /// <summary>Folders that exist only after something ran; git does not keep them.</summary>
    private static readonly string[] MadeAtRunTime = [".data/", "BillingPortal/.data/", "test-output/"];

    private static readonly HashSet<string> SourceFiles = [.. AllSourceFiles()];

    [Fact]
    public void The_readme_can_be_read_in_one_sitting() =>
        MarkdownDocument.All.First().Lines.ShouldBeLessThanOrEqualTo(120);

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist() =>
        MarkdownDocument.All.SelectMany(document => document.Links.Where(link => !LinkExists(document, link)).Select(link => $"{document}: {link}")).ShouldBeEmpty();

    [Fact]
    public void Every_file_and_folder_that_is_named_exists() =>
        MarkdownDocument.All.SelectMany(document => document.Files.Where(file => !FileExists(document, file)).Select(file => $"{document}: {file}")).ShouldBeEmpty();

    [Fact]
    public void Every_script_and_project_in_a_command_exists() =>
        MarkdownDocument.All.SelectMany(document => document.Commands.Where(command => !CommandExists(command)).Select(command => $"{document}: {command}")).ShouldBeEmpty();

    [Fact]
    public void The_checks_above_find_something_to_check()
    {
        MarkdownDocument.All.Sum(document => document.Links.Count()).ShouldBeGreaterThan(5);
        MarkdownDocument.All.Sum(document => document.Files.Count()).ShouldBeGreaterThan(5);
        MarkdownDocument.All.Sum(document => document.Commands.Count()).ShouldBeGreaterThan(5);
    }

    private static bool LinkExists(MarkdownDocument from, string link)
    {
        var (file, anchor) = link.Split('#') is [var path, var heading] ? (path, heading) : (link, null);
        var target = file.Length == 0 ? from.Name : Normal(Path.Combine(Path.GetDirectoryName(from.Name)!, file));
        return SourceFiles.Contains(target)
            && (anchor is null || new MarkdownDocument(target).Anchors.Contains(anchor));
    }

    private static bool FileExists(MarkdownDocument from, string name) => name switch
    {
        _ when MadeAtRunTime.Any(folder => name.StartsWith(folder, StringComparison.Ordinal)) => true,
        _ when name.EndsWith('/') => SourceFiles.Any(file => $"/{file}".Contains($"/{name}", StringComparison.Ordinal)),
        _ => SourceFiles.Any(file => $"/{file}".EndsWith($"/{name}", StringComparison.Ordinal))
            || SourceFiles.Contains(Normal(Path.Combine(Path.GetDirectoryName(from.Name)!, name))),
    };

    private static bool CommandExists(string command)
    {
        if (Script().Match(command) is { Success: true } script)
            return SourceFiles.Contains(script.Groups["file"].Value);
        return Project().Match(command) is not { Success: true } project
            || SourceFiles.Contains($"{project.Groups["name"].Value}/{project.Groups["name"].Value}.csproj");
    }

    private static string Normal(string path) => Path.GetRelativePath(RepositoryRoot.Path, Path.GetFullPath(Path.Combine(RepositoryRoot.Path, path)));

    private static IEnumerable<string> AllSourceFiles()
    {
        var skipped = new[] { "bin", "obj", ".git", ".data", "node_modules", "test-output" };
        var folders = new Stack<string>([RepositoryRoot.Path]);
        while (folders.TryPop(out var folder))
        {
            foreach (var inner in Directory.GetDirectories(folder).Where(inner => !skipped.Contains(Path.GetFileName(inner))))
                folders.Push(inner);
            foreach (var file in Directory.GetFiles(folder))
                yield return Path.GetRelativePath(RepositoryRoot.Path, file);
        }
    }

    [GeneratedRegex(@"^\./(?<file>[\w./-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();

    [GeneratedRegex(@"^dotnet (run --project|publish|build|test) (?<name>BillingPortal[\w.]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Project();
}
