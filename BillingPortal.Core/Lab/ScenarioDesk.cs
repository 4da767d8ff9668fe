using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Lab;

/// <summary>Plays scenarios in the background, keeps each result, and writes down who asked for it.</summary>
public sealed class ScenarioDesk(ScenarioRunner runner, LabRunStore store, LabAudit audit, LabWork work, TimeProvider time)
{
    /// <param name="names">Names of the library.</param>
    public async Task<BillingError?> StartAsync(IReadOnlyList<string> names, string actor, CancellationToken cancellation)
    {
        Scenario?[] wanted = [.. names.Select(ScenarioLibrary.Find)];
        if (wanted.Length == 0 || Array.Exists(wanted, scenario => scenario is null))
            return BillingError.NotFound("The scenario");
        var began = time.GetUtcNow();
        if (work.Start(new ScenarioProgress(began, wanted.Length, [], null), (report, stop) => PlayAsync(wanted!, began, actor, report, stop)) is { } busy)
            return busy;
        await audit.AppendAsync("lab.scenarios_started", actor, names.Count == 1 ? names[0] : null, new { scenarios = names }, cancellation);
        return null;
    }

    private async Task PlayAsync(Scenario[] wanted, DateTimeOffset began, string actor, Action<LabProgress> report, CancellationToken stop)
    {
        var finished = new List<LabRun>();
        foreach (var scenario in wanted)
        {
            LabRun? last = null;
            await foreach (var run in runner.RunAsync(scenario, stop))
                report(new ScenarioProgress(began, wanted.Length, [.. finished], last = run));
            await store.SaveAsync(last!, actor, stop);
            finished.Add(last!);
        }

        report(new ScenarioProgress(began, wanted.Length, finished, null, Done: true));
    }
}
