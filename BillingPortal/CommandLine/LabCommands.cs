using System.CommandLine;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Lab.Stories;

namespace BillingPortal.CommandLine;

/// <summary><c>lab list</c> and <c>lab run</c>: the scenario library from the shell.</summary>
internal static class LabCommands
{
    public static Command Create(CommandContext context) => new("lab", "Scenarios with asserted steps, played on a portal and a sandbox that are started for the command and thrown away.")
    {
        CreateList(context), CreateRun(context),
    };

    private static Command CreateList(CommandContext context)
    {
        var list = new Command("list", "The scenarios, and the lines of the runbooks that each of them shows.");
        list.SetAction(parsed =>
        {
            var width = ScenarioLibrary.All.Max(scenario => scenario.Name.Length);
            context.Print(parsed, new { scenarios = ScenarioLibrary.All.Select(scenario => new { scenario.Name, scenario.Title, shows = ScenarioLibrary.Plain(scenario.Shows), seeds = SeedMatrix.LinesOf(scenario) }) },
                ScenarioLibrary.All.Select(scenario => $"{scenario.Name.PadRight(width)}  {ScenarioLibrary.Plain(scenario.Shows)}"));
            return PortalCommandLine.Done;
        });
        return list;
    }

    private static Command CreateRun(CommandContext context)
    {
        var names = new Argument<string[]>("name") { Description = "Names from 'lab list'.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "The whole library." };
        var run = new Command("run", "Plays scenarios. Needs nothing that runs: an own portal with a temporary SQLite file and an own sandbox, real HTTP and real webhooks. Exit code 0: all held; 1: one did not.") { names, all };
        run.Validators.Add(result =>
        {
            var wanted = result.GetValue(names) ?? [];
            if (wanted.Length > 0 == result.GetValue(all))
                result.AddError("Name the scenarios to run, or give --all.");
            foreach (var unknown in wanted.Where(name => ScenarioLibrary.Find(name) is null))
                result.AddError($"There is no scenario '{unknown}'; 'lab list' shows all.");
        });
        run.SetAction((parsed, cancellation) => context.RunAsideAsync(
            async services =>
            {
                Scenario[] wanted = parsed.GetValue(all) ? [.. ScenarioLibrary.All] : [.. parsed.GetRequiredValue(names).Select(name => ScenarioLibrary.Find(name)!)];
                var runner = services.GetRequiredService<ScenarioRunner>();
                var runs = new List<LabRun>();
                foreach (var scenario in wanted)
                {
                    runs.Add(await runner.RunToEndAsync(scenario, cancellation));
                    context.Say(parsed, TimelineText.Of(runs[^1]));
                }

                var failed = runs.Count(done => !done.Held);
                context.Print(parsed, new { held = failed == 0, runs }, failed == 0 ? runs.Count == 1 ? "The scenario held." : $"All {runs.Count} scenarios held." : $"{failed} of {runs.Count} scenarios failed: {string.Join(", ", runs.Where(done => !done.Held).Select(done => done.Scenario))}.");
                return failed == 0 ? PortalCommandLine.Done : PortalCommandLine.FailedCheck;
            },
            cancellation));
        return run;
    }
}
