using System.Text.Json;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Hosting;
using BillingPortal.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Host;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("dance")]
    [InlineData("plans dance")]
    [InlineData("plans sync --quickly")]
    [InlineData("admin create --email somebody@example.com --role emperor")]
    [InlineData("admin create")]
    [InlineData("admin token --role owner --expires soon")]
    [InlineData("lab dance")]
    [InlineData("lab run")]
    [InlineData("lab run upgrade --all")]
    [InlineData("lab run no-such-scenario")]
    public async Task Words_that_mean_nothing_end_with_2_and_say_so(string words)
    {
        await using var place = await Place.CreateAsync(DatabaseKind.Sqlite);
        var (code, _, error) = await place.RunAsync(words);
        code.ShouldBe(2);
        error.ShouldNotBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_plans_file_is_brought_to_Stripe_once_and_a_dry_run_only_tells(DatabaseKind kind)
    {
        await using var place = await Place.CreateAsync(kind);
        var dry = await place.JsonAsync("plans sync --dry-run --json");
        dry.GetProperty("dry_run").GetBoolean().ShouldBeTrue();
        dry.GetProperty("changes").GetArrayLength().ShouldBeGreaterThan(0);
        (await place.JsonAsync("plans sync --json")).GetProperty("changes").GetArrayLength().ShouldBeGreaterThan(0, "the dry run must not have done it already");
        (await place.JsonAsync("plans sync --json")).GetProperty("changes").GetArrayLength().ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_console_person_and_a_token_are_made_without_a_browser(DatabaseKind kind)
    {
        await using var place = await Place.CreateAsync(kind);
        (await place.RunAsync("db migrate")).Code.ShouldBe(0);
        var person = await place.JsonAsync("admin create --email boss@example.com --role superadmin --json");
        person.GetProperty("created").GetBoolean().ShouldBeTrue();
        person.GetProperty("password").GetString()!.Length.ShouldBeGreaterThanOrEqualTo(16);
        (await place.JsonAsync("admin create --email boss@example.com --role support --json")).GetProperty("created").GetBoolean().ShouldBeFalse();
        var token = (await place.JsonAsync("admin token --role support --expires 30 --json")).GetProperty("token").GetString();
        await using var app = Program.Build([], place.Environment);
        (await app.Services.GetRequiredService<ApiTokenService>().FindAsync(token, CancellationToken.None))!.ConsoleRole.ShouldBe("support");
    }

    [Theory]
    [InlineData("admin create --email not-an-address --role support")]
    [InlineData("admin create --email weak@example.com --role support --password short")]
    [InlineData("admin token --role owner")]
    [InlineData("admin token --role owner --org-id org_of_nobody")]
    public async Task What_cannot_be_done_is_refused_with_a_sentence(string words)
    {
        await using var place = await Place.CreateAsync(DatabaseKind.Sqlite);
        var (code, output, _) = await place.RunAsync(words);
        code.ShouldBe(2);
        output.Trim().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_scenario_library_is_listed_with_the_runbooks_lines_that_it_shows()
    {
        await using var place = await Place.CreateAsync(DatabaseKind.Sqlite);
        var listed = (await place.JsonAsync("lab list --json")).GetProperty("scenarios").EnumerateArray().ToList();
        listed.Select(scenario => scenario.GetProperty("name").GetString()).ShouldBe(ScenarioLibrary.All.Select(scenario => scenario.Name));
        listed.Single(scenario => scenario.GetProperty("name").GetString() == "upgrade").GetProperty("seeds").EnumerateArray().Select(line => line.GetString()).ShouldContain("go-live matrix: Upgrade");
        var (code, output, _) = await place.RunAsync("lab list");
        (code, output.Split('\n').Length).ShouldBe((0, ScenarioLibrary.All.Count + 1));
    }

    [Fact]
    public async Task A_scenario_runs_from_the_shell_without_touching_the_portals_own_database()
    {
        await using var place = await Place.CreateAsync(DatabaseKind.Sqlite);
        var (code, output, error) = await place.RunAsync("lab run trial-without-card-cancels");
        code.ShouldBe(0, output + error);
        output.ShouldContain("held, 8 checks in 2 steps");
        output.ShouldContain("portal: Team, canceled · may use community");
        output.ShouldNotContain("mail to");
        await using var app = Program.Build([], place.Environment);
        (await app.Services.GetRequiredService<OrganizationQueries>().ListAsync(null, 0, 10, CancellationToken.None)).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Machines_get_every_step_with_its_checks()
    {
        await using var place = await Place.CreateAsync(DatabaseKind.Sqlite);
        var answer = await place.JsonAsync("lab run upgrade --json");
        answer.GetProperty("held").GetBoolean().ShouldBeTrue();
        var run = answer.GetProperty("runs").EnumerateArray().Single();
        run.GetProperty("steps").EnumerateArray().SelectMany(step => step.GetProperty("checks").EnumerateArray()).ShouldAllBe(check => check.GetProperty("held").GetBoolean());
        run.GetProperty("steps")[2].GetProperty("state").GetProperty("plan").GetString().ShouldBe("Business");
    }

    [Fact]
    public async Task A_scenario_that_does_not_hold_ends_with_1_and_says_what_was_seen()
    {
        await using var place = await Place.CreateAsync(DatabaseKind.Sqlite);
        var plans = Path.Combine(place.Environment["DATA_DIRECTORY"], "one-plan.yaml");
        await File.WriteAllTextAsync(plans, OnePlan);
        place.Environment["BILLING_PLANS_PATH"] = plans;
        var (code, output, _) = await place.RunAsync("lab run upgrade");
        code.ShouldBe(1);
        output.ShouldContain("The stories need two self-service plans");
        output.ShouldContain("1 of 1 scenarios failed: upgrade.");
    }

    private const string OnePlan =
        """
        plans:
          - code: free
            name: Free
            tagline: For all.
            kind: free
            features: []
            limits: { seats: 1 }
        """;

    /// <summary>A terminal on a machine of its own.</summary>
    private sealed class Place(TestDatabase database, DirectoryInfo data) : IAsyncDisposable
    {
        public Dictionary<string, string> Environment { get; } = PortalHost.Environment(database, data);

        public static async Task<Place> CreateAsync(DatabaseKind kind) => new(await TestDatabase.CreateAsync(kind), Directory.CreateTempSubdirectory("billingportal-test-"));

        public async Task<(int Code, string Output, string Error)> RunAsync(string words)
        {
            await using var output = new StringWriter();
            await using var error = new StringWriter();
            var code = await new PortalProcess((given, variables) => Program.Build(given, variables), Environment, output, error).RunAsync(words.Split(' '));
            return (code, output.ToString(), error.ToString());
        }

        public async Task<JsonElement> JsonAsync(string words)
        {
            var (code, output, error) = await RunAsync(words);
            code.ShouldBe(0, output + error);
            using var document = JsonDocument.Parse(output);
            return document.RootElement.Clone();
        }

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            data.Delete(recursive: true);
        }
    }
}
