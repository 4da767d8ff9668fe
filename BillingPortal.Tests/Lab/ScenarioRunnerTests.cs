using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Lab;

public sealed class ScenarioRunnerTests(SharedPortals portals)
{
    [Fact]
    public async Task A_wrong_expectation_fails_with_what_was_seen_instead_and_the_rest_is_not_reached()
    {
        var run = await RunAsync(new Planted(story => story
            .Act("The owner buys {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.Status(SubscriptionStatus.Active), Expect.AccessToBigger, Expect.Mail("receipt", 2))
            .Advance("A month passes", Until.Renewed, Expect.Status(SubscriptionStatus.Active))));
        run.Held.ShouldBeFalse();
        var checks = run.Steps.ShouldHaveSingleItem().Checks;
        checks.Select(check => check.Held).ShouldBe([true, false, false]);
        checks[1].ShouldBe(new TimelineCheck("the organization may use Business", "expected business, seen team"));
        checks[2].Difference.ShouldBe("expected 2, seen 0");
        run.NotReached.ShouldBe(["A month passes"]);
        TimelineText.Of(run).ShouldContain("[ ] the organization may use Business: expected business, seen team");
    }

    [Fact]
    public async Task An_act_that_Stripe_refuses_ends_the_story_with_Stripes_own_words()
    {
        var run = await RunAsync(new Planted(story => story
            .Act("Somebody changes a subscription that is not there", stage => stage.Stripe.PostAsync<TestClock>("/v1/subscriptions/sub_nobody", null, stage.Cancellation))));
        var step = run.Steps.ShouldHaveSingleItem();
        step.Held.ShouldBeFalse();
        step.Problem!.ShouldContain("No such subscription");
        run.Held.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_watches_sees_each_step_when_it_is_done()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var seen = new List<int>();
        await foreach (var run in portal.Services.GetRequiredService<ScenarioRunner>().RunAsync(ScenarioLibrary.Find("trial-without-card-cancels")!, CancellationToken.None))
            seen.Add(run.Steps.Count);
        seen.ShouldBe([0, 1, 2, 2]);
    }

    [Fact]
    public async Task Stories_play_side_by_side_and_leave_the_sandboxs_clock_alone()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var runner = portal.Services.GetRequiredService<ScenarioRunner>();
        var clock = portal.Services.GetRequiredService<SandboxControls>();
        var before = await clock.ClockAsync(CancellationToken.None);
        var runs = await Task.WhenAll(new[] { "trial-to-paid", "upgrade", "dunning-then-recovery" }.Select(name => runner.RunToEndAsync(ScenarioLibrary.Find(name)!, CancellationToken.None)));
        runs.ShouldAllBe(run => run.Held);
        ((await clock.ClockAsync(CancellationToken.None)).Now - before.Now).ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Names_are_unique_and_can_be_typed()
    {
        ScenarioLibrary.All.Select(scenario => scenario.Name).ShouldBeUnique();
        ScenarioLibrary.All.ShouldAllBe(scenario => scenario.Name.All(letter => char.IsAsciiLetterLower(letter) || letter == '-'));
        ScenarioLibrary.All.ShouldAllBe(scenario => scenario.Told().Steps.Count > 0 && scenario.Told().Steps.All(step => step.Expectations.Count > 0));
    }

    [Fact]
    public void Each_line_of_the_runbooks_has_a_scenario_that_exists()
    {
        SeedMatrix.All.ShouldAllBe(line => ScenarioLibrary.Find(line.Scenario) != null);
        SeedMatrix.All.Select(line => (line.Source, line.Line)).ShouldBeUnique();
        SeedMatrix.All.Where(line => line.Source == SeedMatrix.Cards).Count().ShouldBe(6);
    }

    private async Task<LabRun> RunAsync(Scenario scenario) =>
        await (await portals.OnAsync(DatabaseKind.Sqlite)).Services.GetRequiredService<ScenarioRunner>().RunToEndAsync(scenario, TestContext.Current.CancellationToken);

    private sealed class Planted(Action<Story> tell) : Scenario
    {
        public override string Name => "planted";

        public override string Title => "Planted";

        public override string Shows => "What a failing story looks like.";

        protected override void Tell(Story story) => tell(story);
    }
}
