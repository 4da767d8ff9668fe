using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Lab;

public sealed class TimeMachineTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_journey_to_the_next_renewal_renews_and_counts_the_events_that_came(DatabaseKind kind)
    {
        await using var room = await LabRoom.OpenAsync(kind);
        await room.BuyAsync();
        var before = (await room.CurrentAsync())!;
        var machine = room.Get<TimeMachine>();
        var next = await machine.NextRenewalAsync(CancellationToken.None);
        next.ShouldBe(before.CurrentPeriodEnd);

        (await machine.StartAsync(next!.Value + TimeMachine.UntilCharged, LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        await room.Get<LabWork>().WhenDoneAsync();
        var journey = room.Get<LabWork>().Progress.ShouldBeOfType<TravelProgress>();
        (journey.Done, journey.Problem, journey.Percent).ShouldBe((true, null, 100));
        journey.Events.Keys.ShouldContain("invoice.paid");
        var view = await room.EventuallyAsync(view => view.CurrentPeriodStart == next, "renewed subscription");
        view.Status.ShouldBe(SubscriptionStatus.Active);
        (await machine.ClockAsync(CancellationToken.None)).Ahead.ShouldBeGreaterThan(TimeSpan.FromDays(27));
        (await room.AuditAsync("lab.time_travel")).ShouldHaveSingleItem().Actor.ShouldBe(LabRoom.Actor);
    }

    [Fact]
    public async Task The_clock_goes_forward_only_and_customers_on_test_clocks_do_not_tell_when_the_next_renewal_is()
    {
        await using var room = await LabRoom.OpenAsync(DatabaseKind.Sqlite);
        var run = await room.Get<ScenarioRunner>().RunToEndAsync(ScenarioLibrary.Find("upgrade")!, CancellationToken.None);
        run.Held.ShouldBeTrue(TimelineText.Of(run));
        var machine = room.Get<TimeMachine>();
        (await machine.NextRenewalAsync(CancellationToken.None)).ShouldBeNull("the story's subscription lives on a clock of its own");
        var now = (await machine.ClockAsync(CancellationToken.None)).Now;
        var refused = await machine.StartAsync(now.AddHours(-1), LabRoom.Actor, CancellationToken.None);
        refused!.Code.ShouldBe(BillingErrorCode.ValidationFailed);
        refused.Detail.ShouldContain("forward only");
        room.Get<LabWork>().Progress.ShouldBeNull();
    }

    [Fact]
    public async Task Scenarios_hold_also_when_the_sandboxs_clock_is_far_ahead()
    {
        await using var room = await LabRoom.OpenAsync(DatabaseKind.Sqlite);
        (await room.Get<SandboxControls>().AdvanceAsync((await room.Get<TimeMachine>().ClockAsync(CancellationToken.None)).Now.AddDays(400), CancellationToken.None)).Succeeded.ShouldBeTrue();
        foreach (var name in new[] { "trial-to-paid", "downgrade-applied", "cancel-at-period-end" })
        {
            var run = await room.Get<ScenarioRunner>().RunToEndAsync(ScenarioLibrary.Find(name)!, CancellationToken.None);
            run.Held.ShouldBeTrue(TimelineText.Of(run));
        }
    }
}
