using System.Runtime.CompilerServices;
using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Lab;

/// <summary>Runs one scenario after the other and tells, step by step, what happened. The same runner serves the page, the command and the tests.</summary>
public sealed class ScenarioRunner(IServiceScopeFactory scopes, IdGenerator ids, TimeProvider time, ILogger<ScenarioRunner> logger)
{
    /// <summary>Yields the run as it grows: first without steps, then after each step, at last finished.</summary>
    public async IAsyncEnumerable<LabRun> RunAsync(Scenario scenario, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var steps = scenario.Told().Steps;
        var run = new LabRun(ids.New("lab"), scenario.Name, scenario.Title, scenario.Shows, null, time.GetUtcNow(), null, [], []);
        yield return run;
        var (stage, problem) = await OpenAsync(scope.ServiceProvider, scenario, run, cancellation);
        run = run with { OrganizationId = stage?.Organization.Value, Shows = Fill(stage, scenario.Shows) };
        if (stage is null)
            run = run with { Steps = [new TimelineStep(1, "act", "The stage is set", null, [], null, [], problem)], NotReached = [.. steps.Select(step => step.Words)] };
        try
        {
            for (var number = 0; stage is not null && number < steps.Count; number++)
            {
                var told = await StepAsync(stage, steps[number], number + 1);
                run = run with { Steps = [.. run.Steps, told] };
                yield return run;
                if (told.Held)
                    continue;
                run = run with { NotReached = [.. steps.Skip(number + 1).Select(step => Fill(stage, step.Words))] };
                break;
            }
        }
        finally
        {
            if (stage is not null)
                await stage.TidyAsync(); // also when it was stopped: a fault of a story must not outlive it
        }

        run = run with { FinishedAt = time.GetUtcNow() };
        logger.LogInformation("Lab scenario {Scenario} {Verdict} after {Steps} steps", run.Scenario, run.Held ? "held" : "failed", run.Steps.Count);
        yield return run;
    }

    /// <summary>The finished run, for callers who do not watch.</summary>
    public async Task<LabRun> RunToEndAsync(Scenario scenario, CancellationToken cancellation)
    {
        LabRun? last = null;
        await foreach (var run in RunAsync(scenario, cancellation))
            last = run;
        return last!;
    }

    private static async Task<(Stage? Stage, string? Problem)> OpenAsync(IServiceProvider services, Scenario scenario, LabRun run, CancellationToken cancellation)
    {
        try
        {
            return (await services.GetRequiredService<StageBuilder>().BuildAsync(scenario, run.Id, cancellation), null);
        }
        catch (Exception failure) when (IsOfTheStory(failure))
        {
            return (null, Describe(failure));
        }
    }

    private static async Task<TimelineStep> StepAsync(Stage stage, StoryStep step, int number)
    {
        var words = Fill(stage, step.Words);
        var kind = step.Kind == StepKind.Act ? "act" : "advance";
        try
        {
            stage.Refusal = null;
            await step.Do(stage);
            var sight = await stage.LookAsync();
            TimelineCheck[] checks = [.. step.Expectations.Select(expected => new TimelineCheck(expected.In(stage.Cast), expected.Difference(sight)))];
            return new TimelineStep(number, kind, words, stage.Now, [.. sight.Events.Select(sent => new TimelineEvent(sent.Id, sent.Type, sent.Fate))], State(sight), checks, null, sight.Refusal);
        }
        catch (Exception failure) when (IsOfTheStory(failure))
        {
            return new TimelineStep(number, kind, words, stage.Now, [], null, [], Describe(failure));
        }
    }

    private static TimelineState State(Sight sight) => new(
        sight.Subscription?.PlanName, sight.Subscription?.Status.Word(), sight.Subscription is { } known ? System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(known.PaymentState.ToString()) : null,
        sight.Access.Value, sight.Seats, sight.AtStripe?.Status, sight.Subscription?.CurrentPeriodEnd, sight.Subscription?.CancelAtPeriodEnd ?? false,
        sight.Invoices is [var newest, ..] ? $"{newest.Status} {newest.Total}" : null, sight.Mails);

    /// <summary>What can go wrong in a story belongs into its timeline; a bug of ours does not.</summary>
    private static bool IsOfTheStory(Exception failure) => failure is StoryException or StripeException or HttpRequestException;

    private static string Describe(Exception failure) => failure is StripeException { Code: { } code } ? $"{failure.Message} ({code})" : failure.Message;

    private static string Fill(Stage? stage, string words) => stage?.Cast.Fill(words) ?? words;
}
