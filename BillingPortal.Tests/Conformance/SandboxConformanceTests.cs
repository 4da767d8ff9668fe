using System.Text.RegularExpressions;
using BillingPortal.StripeSandbox.Wire.Surface;
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
    public async Task Every_described_operation_and_every_event_type_is_judged_in_a_journey()
    {
        await using var api = await SandboxSession.StartAsync();
        foreach (var journey in JourneyTable.All.Values)
            await journey(api);
        var told = (await api.GatherAsync()).Select(item => item.GetProperty("type").GetString()!).ToHashSet();
        Told().Distinct().Where(type => !told.Contains(type)).ShouldBeEmpty("event types that no journey causes");
        SandboxSession.Description.OperationIds.Where(operation => !api.Judge.Operations.ContainsKey(operation)).ShouldBeEmpty("operations that no journey calls");
    }

    /// <summary>Read off the sandbox's sources, so that a new event without a judged example fails here.</summary>
    private static IEnumerable<string> Told()
    {
        var types = ((ListShape)RequestSurface.Find("POST", "/v1/webhook_endpoints")!.Fields["enabled_events"].Slot.Shapes[0]).Element.Shapes.OfType<ChoiceShape>().Single().Values.ToHashSet();
        return from file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "BillingPortal.StripeSandbox"), "*.cs", SearchOption.AllDirectories)
               from Match written in Quoted().Matches(File.ReadAllText(file))
               where types.Contains(written.Groups["text"].Value)
               select written.Groups["text"].Value;
    }

    [GeneratedRegex("\"(?<text>[a-z_]+([.][a-z_]+)+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
