namespace BillingPortal.Tests.Architecture;

/// <summary>The rules must be able to fail: made-up sources that break each of them.</summary>
public sealed class ArchitectureRulesTests
{
    [Theory]
    [InlineData("BillingPortal.Core/Customers/A.cs", "using BillingPortal.Core.Subscriptions;", "Customers → Subscriptions")]
    [InlineData("BillingPortal.Core/Customers/A.cs", "using BillingPortal.Core.Catalog;", "Customers → Catalog")]
    [InlineData("BillingPortal.Core/Audit/A.cs", "using BillingPortal.Core.StripeApi.Wire;", "Audit → StripeApi")]
    [InlineData("BillingPortal.Core/Primitives/A.cs", "class A { BillingPortal.Core.Data.BillingDb db; }", "Primitives → Data")]
    [InlineData("BillingPortal.Core/Primitives/A.cs", "class A { Core.Data.BillingDb db; }", "Primitives → Data")]
    [InlineData("BillingPortal.Core/Primitives/A.cs", "class A { Data.BillingDb db; }", "Primitives → Data")]
    [InlineData("BillingPortal.Core/Audit/A.cs", "using Db = global::BillingPortal.Core.Webhooks.Inbox;", "Audit → Webhooks")]
    [InlineData("BillingPortal.Core/Audit/A.cs", "using static BillingPortal.Core.Invoices.X;", "Audit → Invoices")]
    [InlineData("BillingPortal.Core/Notifications/A.razor", "@using BillingPortal.Core.Catalog", "Notifications → Catalog")]
    [InlineData("BillingPortal.Core/Webhooks/A.cs", "class A { object routes = RootTable.Routes; }", "Webhooks → the root of the project")]
    [InlineData("BillingPortal.Core/Audit/A.cs", "using BillingPortal.Hosting;", "Audit → BillingPortal.Hosting")]
    [InlineData("BillingPortal.Core/Stuff/A.cs", "class A;", "the folder Stuff has no place in the layer table")]
    [InlineData("BillingPortal.Core/Audit/A.cs", "namespace BillingPortal.Core.Webhooks; class A;", "lies in Audit but declares the namespace BillingPortal.Core.Webhooks")]
    public void A_forbidden_edge_of_Core_is_named_with_its_file(string path, string code, string violation) =>
        Rules(path, code).Core().ShouldContain($"{path}: {violation}");

    [Theory]
    [InlineData("BillingPortal.Core/Subscriptions/A.cs", "using BillingPortal.Core.Catalog; using BillingPortal.Core.StripeApi.Wire; using BillingPortal.Core.Primitives;")]
    [InlineData("BillingPortal.Core/Customers/A.cs", "// using BillingPortal.Core.Subscriptions;\n/* BillingPortal.Core.Usage */ class A { string s = \"BillingPortal.Core.Usage.X\"; }")]
    [InlineData("BillingPortal.Core/Customers/A.cs", "class A { object x = change.Data.BillingDb; }")]
    [InlineData("BillingPortal.Core/Customers/A.cs", "class A { object x = Data.NotAType; }")]
    [InlineData("BillingPortal.Core/All.cs", "using BillingPortal.Core.Readiness; using BillingPortal.Core.Primitives;")]
    [InlineData("BillingPortal.Core/Readiness/A.cs", "namespace BillingPortal.Core.Readiness.Deep; using BillingPortal.Core.Licensing;")]
    public void A_lower_layer_may_be_imported_and_comments_are_not_code(string path, string code) => Rules(path, code).Core().ShouldBeEmpty();

    [Theory]
    [InlineData("BillingPortal/Components/Pages/A.razor.cs", "using BillingPortal.Core.Data;", "Components → Core.Data")]
    [InlineData("BillingPortal/Components/Pages/A.razor", "@inject Core.StripeApi.StripeClient Stripe", "Components → Core.StripeApi")]
    [InlineData("BillingPortal/Components/A.razor", "<A Value=\"BillingPortal.Core.Data.X\" />", "Components → Core.Data")]
    [InlineData("BillingPortal/Endpoints/A.cs", "using BillingPortal.Core.StripeApi;", "Endpoints → Core.StripeApi")]
    [InlineData("BillingPortal/Jobs/A.cs", "using BillingPortal.Core.Data;", "Jobs → Core.Data")]
    [InlineData("BillingPortal/Endpoints/A.cs", "using BillingPortal.Components.Pages;", "Endpoints → Components")]
    [InlineData("BillingPortal/Components/A.cs", "using BillingPortal.Jobs;", "Components → Jobs")]
    [InlineData("BillingPortal/Jobs/A.cs", "class A { Endpoints.Face face; }", "Jobs → Endpoints")]
    [InlineData("BillingPortal/Access/A.cs", "using BillingPortal.Hosting;", "Access → Hosting")]
    [InlineData("BillingPortal/Things/A.cs", "class A;", "the folder Things has no place in the layer table")]
    public void A_forbidden_edge_of_the_host_is_named_with_its_file(string path, string code, string violation) =>
        Rules(path, code).Host().ShouldHaveSingleItem().ShouldBe($"{path}: {violation}");

    [Theory]
    [InlineData("BillingPortal/Program.cs", "using BillingPortal.Hosting; using BillingPortal.Components;")]
    [InlineData("BillingPortal/Hosting/A.cs", "using BillingPortal.Jobs; using BillingPortal.Core.StripeApi;")]
    [InlineData("BillingPortal/Endpoints/A.cs", "using BillingPortal.Access; using BillingPortal.Core.Webhooks;")]
    [InlineData("BillingPortal/Components/A.razor", "@* BillingPortal.Core.Data *@ @using BillingPortal.Core.Subscriptions")]
    public void The_host_may_go_downwards(string path, string code) => Rules(path, code).Host().ShouldBeEmpty();

    [Theory]
    [InlineData("BillingPortal.StripeSandbox/A.cs", "using BillingPortal.Core.Primitives;")]
    [InlineData("BillingPortal.StripeSandbox/A.cs", "class A { BillingPortal.Hosting.X x; }")]
    [InlineData("BillingPortal.StripeSandbox/BillingPortal.StripeSandbox.csproj", "<ProjectReference Include=\"../BillingPortal.Core/BillingPortal.Core.csproj\" />")]
    public void A_sandbox_that_leans_on_ours_is_named(string path, string code) =>
        Rules(path, code).StandsAlone("BillingPortal.StripeSandbox").ShouldHaveSingleItem().ShouldStartWith(path);

    [Fact]
    public void The_sandbox_may_know_itself() =>
        Rules("BillingPortal.StripeSandbox/A.cs", "namespace BillingPortal.StripeSandbox; using BillingPortal.StripeSandbox.Wire;").StandsAlone("BillingPortal.StripeSandbox").ShouldBeEmpty();

    [Theory]
    [InlineData("BillingPortal.Core/A.cs", "global using BillingPortal.Core.Data;")]
    [InlineData("BillingPortal/BillingPortal.csproj", "<Using Include=\"BillingPortal.Core.StripeApi\" />")]
    public void An_import_for_a_whole_project_is_named(string path, string code) => Rules(path, code).NoGlobalImports().ShouldHaveSingleItem().ShouldStartWith(path);

    [Theory, InlineData("BillingPortal/Components/Helpers/A.cs"), InlineData("BillingPortal.Core/Audit/utils/A.cs"), InlineData("BillingPortal.Tests/Common/A.cs")]
    public void A_bucket_is_named(string path) => HouseRules.FolderNames([new SourceFile(path, "")]).ShouldHaveSingleItem().ShouldStartWith(path);

    [Fact]
    public void A_set_on_the_context_is_named()
    {
        HouseRules.SetsOfTheContext([new("BillingPortal.Core/Data/BillingDb.cs", "class BillingDb { public DbSet<Invoice> Invoices => Set<Invoice>(); }")]).ShouldHaveSingleItem();
        HouseRules.SetsOfTheContext([new("BillingPortal.Core/Invoices/InvoiceSets.cs", "extension(BillingDb db) { public DbSet<Invoice> Invoices => db.Set<Invoice>(); }")]).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_is_long_from_its_251st_line_unless_it_is_a_migration()
    {
        var (longest, tooLong) = (string.Concat(Enumerable.Repeat("\n", 250)), string.Concat(Enumerable.Repeat("\n", 251)));
        HouseRules.Lengths([new("BillingPortal.Core/Audit/A.cs", longest)]).ShouldBeEmpty();
        HouseRules.Lengths([new("BillingPortal.Core/Audit/A.cs", tooLong)]).ShouldHaveSingleItem();
        HouseRules.Lengths([new("BillingPortal.Core/Data/Migrations/Sqlite/A.cs", tooLong)]).ShouldBeEmpty();
    }

    [Fact]
    public void Code_is_told_from_raw_texts_characters_and_quotes() =>
        new SourceFile("A.cs", "a \"\"\"x \" y\"\"\" b @\"q\"\"r\" c '\"' d \"e\\\"f\" g // h").Code.Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["a", "b", "c", "d", "g"]);

    private static ImportRules Rules(string path, string code) => new(
    [
        new SourceFile(path, code),
        new SourceFile("BillingPortal.Core/Root.cs", "static class RootTable;"),
        new SourceFile("BillingPortal.Core/Data/BillingDb.cs", "class BillingDb;"),
        new SourceFile("BillingPortal/Endpoints/Face.cs", "class Face;"),
    ]);
}
