using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Lab;

/// <summary>Every scenario of the library, on the real portal with the real sandbox: real HTTP, real webhooks.</summary>
public abstract class ScenarioTests(SharedPortals portals, DatabaseKind kind)
{
    public static TheoryData<string> Names => [.. ScenarioLibrary.All.Select(scenario => scenario.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_scenario_of_the_library_holds(string name)
    {
        var portal = await portals.OnAsync(kind);
        var run = await portal.Services.GetRequiredService<ScenarioRunner>().RunToEndAsync(ScenarioLibrary.Find(name)!, TestContext.Current.CancellationToken);
        run.Held.ShouldBeTrue(TimelineText.Of(run));
        run.Checks.ShouldBeGreaterThan(3);
    }
}

public sealed class ScenarioTestsOnSqlite(SharedPortals portals) : ScenarioTests(portals, DatabaseKind.Sqlite);

public sealed class ScenarioTestsOnPostgres(SharedPortals portals) : ScenarioTests(portals, DatabaseKind.Postgres);
