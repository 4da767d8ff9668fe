using System.Text.RegularExpressions;
using BillingPortal.Tests.Conformance.Journeys;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Conformance;

/// <summary>What the sandbox answers, and what it puts into events, is what Stripe's description says.</summary>
public sealed partial class SandboxConformanceTests
{
    public static TheoryData<string> Names => [.. JourneyTable.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Every_answer_and_every_event_fits_Stripes_description(string journey)
    {
        await using var api = await SandboxSession.StartAsync();
        await JourneyTable.All[journey](api);
        var events = await api.JudgeEventsAsync();
        api.Judge.Operations.ShouldNotBeEmpty();
        string.Join('\n', api.Judge.Violations.Keys.Concat(events)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_that_the_sandbox_serves_is_judged()
    {
        await using var api = await SandboxSession.StartAsync();
        foreach (var journey in JourneyTable.All.Values)
            await journey(api);
        var served = Served().Select(operation => (Name: operation, Known: SandboxSession.Description.Operation(operation.Method, operation.Path))).ToList();
        served.ShouldNotBeEmpty();
        served.Where(operation => operation.Known is { } known && !api.Judge.Operations.ContainsKey(known.GetProperty("operationId").GetString()!))
            .Select(operation => $"{operation.Name.Method} {operation.Name.Path}").ShouldBeEmpty();
    }

    /// <summary>Read off the sandbox's sources, so that a new route without a judged call fails here.</summary>
    private static IEnumerable<(string Method, string Path)> Served() =>
        from file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "BillingPortal.StripeSandbox"), "*Routes.cs", SearchOption.AllDirectories)
        from Match route in RouteLine().Matches(File.ReadAllText(file))
        select (route.Groups["method"].Value, route.Groups["path"].Value);

    [GeneratedRegex("""\b\w+\.(?<method>Get|Post|Delete)\("(?<path>/v1/[^"]+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RouteLine();
}
