using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Architecture;

/// <summary>The repository itself keeps the rules of docs/architecture.md.</summary>
public sealed class ArchitectureTests
{
    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.ReadAll(RepositoryRoot.Path);
    private static readonly ImportRules Imports = new(Files);

    [Fact]
    public void The_sources_are_found()
    {
        Files.ShouldContain(file => file.Path == "BillingPortal.Core/BillingCore.cs");
        Files.Count(file => file.Project == LayerTable.Core).ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Folders_of_Core_import_lower_layers_only() => Kept(Imports.Core());

    [Fact]
    public void The_host_goes_from_Program_over_Hosting_to_its_faces_and_only_then_to_Core() => Kept(Imports.Host());

    [Theory, InlineData("BillingPortal.StripeSandbox"), InlineData("BillingPortal.E2E")]
    public void The_sandbox_and_the_journeys_know_nothing_of_ours(string project)
    {
        Files.ShouldContain(file => file.Project == project && file.IsProject);
        Kept(Imports.StandsAlone(project));
    }

    [Fact]
    public void Core_refers_to_no_other_project() =>
        Kept(Imports.StandsAlone(LayerTable.Core).Where(edge => edge.Contains(".csproj:", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_is_imported_for_a_whole_project() => Kept(Imports.NoGlobalImports());

    [Fact]
    public void No_folder_is_a_bucket() => Kept(HouseRules.FolderNames(Files));

    [Fact]
    public void The_context_declares_no_set() => Kept(HouseRules.SetsOfTheContext(Files));

    [Fact]
    public void No_file_is_longer_than_two_hundred_and_fifty_lines() => Kept(HouseRules.Lengths(Files));

    private static void Kept(IEnumerable<string> violations) => string.Join('\n', violations).ShouldBeEmpty();
}
