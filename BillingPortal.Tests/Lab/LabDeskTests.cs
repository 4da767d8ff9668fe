using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;

namespace BillingPortal.Tests.Lab;

public sealed class LabDeskTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Scenarios_play_in_the_background_and_their_results_are_kept(DatabaseKind kind)
    {
        await using var room = await LabRoom.OpenAsync(kind);
        var (desk, work, store) = (room.Get<ScenarioDesk>(), room.Get<LabWork>(), room.Get<LabRunStore>());
        (await desk.StartAsync(["cancel-now", "upgrade"], LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        (await desk.StartAsync(["upgrade"], LabRoom.Actor, CancellationToken.None))!.Code.ShouldBe(BillingErrorCode.AlreadyRunning);
        (await room.Get<SandboxReset>().RunAsync(SandboxReset.Confirmation, LabRoom.Actor, CancellationToken.None))!.Code.ShouldBe(BillingErrorCode.AlreadyRunning);
        await work.WhenDoneAsync();
        var batch = work.Progress.ShouldBeOfType<ScenarioProgress>();
        (batch.Done, batch.Finished.Count, batch.Failed).ShouldBe((true, 2, 0));
        var latest = await store.LatestAsync(CancellationToken.None);
        latest.Keys.Order().ShouldBe(["cancel-now", "upgrade"]);
        var kept = (await store.GetAsync(latest["upgrade"].Id, CancellationToken.None))!;
        (kept.Held, kept.Steps.Count, kept.Checks).ShouldBe((true, 4, batch.Finished[1].Checks));
        (await room.AuditAsync("lab.scenarios_started")).ShouldHaveSingleItem().AfterJson!.ShouldContain("cancel-now");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Of_each_scenario_the_last_results_are_kept(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new LabRunStore(database);
        var at = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        for (var run = 0; run < LabRunStore.KeptOfEach + 3; run++)
            await store.SaveAsync(new LabRun($"lab_{run}", "upgrade", "Upgrade", "", null, at.AddMinutes(run), at.AddMinutes(run), [], run == 7 ? ["left out"] : []), LabRoom.Actor, CancellationToken.None);
        await store.SaveAsync(new LabRun("lab_other", "refund", "Refund", "", null, at, at, [], []), LabRoom.Actor, CancellationToken.None);
        (await store.OfAsync("upgrade", CancellationToken.None)).Select(row => (row.Id, row.Held)).ShouldBe([("lab_7", false), ("lab_6", true), ("lab_5", true), ("lab_4", true), ("lab_3", true)]);
        (await store.GetAsync("lab_0", CancellationToken.None)).ShouldBeNull();
        (await store.LatestAsync(CancellationToken.None))["refund"].Id.ShouldBe("lab_other");
    }

    [Fact]
    public async Task Each_act_is_refused_with_the_sandboxs_words_or_done_and_audited()
    {
        await using var room = await LabRoom.OpenAsync(DatabaseKind.Sqlite);
        var desk = room.Get<SandboxDesk>();
        (await desk.AddFaultAsync(new FaultOrder { Kind = "earthquake" }, LabRoom.Actor, CancellationToken.None))!.Detail.ShouldContain("kind");
        (await desk.AddFaultAsync(new FaultOrder { Kind = "drop", Types = ["invoice.*"], Count = 2 }, LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        (await desk.DecidePaymentsAsync(new NextPayment("decline:insufficient_funds", 3, null), LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        (await desk.DecidePaymentsAsync(new NextPayment("explode", 1, null), LabRoom.Actor, CancellationToken.None))!.Detail.ShouldContain("outcome");
        (await desk.ChangeDunningAsync(new DunningSettings(["1", "2"], "mark_unpaid", null), LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        (await desk.ChangeDunningAsync(new DunningSettings(["often"], null, null), LabRoom.Actor, CancellationToken.None)).ShouldNotBeNull();

        var state = await desk.ReadAsync(CancellationToken.None);
        var fault = state.Faults.ShouldHaveSingleItem();
        (fault.Kind, fault.Count, fault.Types).ShouldBe(("drop", 2, fault.Types));
        state.NextPayments.ShouldBe([new NextPayment("decline:insufficient_funds", 3, null)]);
        (state.Dunning.AfterLastRetry, state.Dunning.InvoiceAfterLastRetry).ShouldBe(("mark_unpaid", "leave_open"));
        state.Dunning.RetryDays.ShouldBe(["1", "2"]);

        (await desk.RemoveFaultAsync(fault.Id, LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        (await desk.RemoveFaultAsync(fault.Id, LabRoom.Actor, CancellationToken.None)).ShouldNotBeNull();
        (await desk.ForgetPaymentsAsync(LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        (await desk.ReadAsync(CancellationToken.None)).NextPayments.ShouldBeEmpty();
        foreach (var act in new[] { "lab.fault_added", "lab.fault_removed", "lab.next_payment", "lab.next_payment_forgotten", "lab.dunning_changed" })
            (await room.AuditAsync(act)).ShouldHaveSingleItem().Actor.ShouldBe(LabRoom.Actor);
    }

    [Fact]
    public async Task Scenarios_that_are_stopped_take_their_faults_along()
    {
        await using var room = await LabRoom.OpenAsync(DatabaseKind.Sqlite);
        var (work, sandbox) = (room.Get<LabWork>(), room.Get<SandboxControls>());
        var struck = new TaskCompletionSource();
        work.Changed += (_, _) =>
        {
            if (work.Progress is ScenarioProgress { Current.Steps.Count: 2 })
                struck.TrySetResult(); // the second step has cut the line to Stripe
        };
        (await room.Get<ScenarioDesk>().StartAsync(["stripe-rate-limit", "upgrade"], LabRoom.Actor, CancellationToken.None)).ShouldBeNull();
        await struck.Task;
        work.Stop();
        await work.WhenDoneAsync();
        (work.Progress!.Done, work.Progress.Problem).ShouldBe((true, "Stopped before its end."));
        (await sandbox.FaultsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Work_that_throws_or_is_stopped_says_so_and_leaves_room_for_the_next()
    {
        await using var work = new LabWork(NullLogger<LabWork>.Instance);
        var first = new ScenarioProgress(default, 1, [], null);
        var changes = 0;
        work.Changed += (_, _) => Interlocked.Increment(ref changes);
        work.Start(first, (_, _) => throw new InvalidOperationException("broken")).ShouldBeNull();
        await work.WhenDoneAsync();
        (work.Progress!.Done, work.Progress.Problem).ShouldBe((true, "broken"));
        work.Start(first, (_, stop) => Task.Delay(Timeout.Infinite, stop)).ShouldBeNull();
        work.Start(first, (_, _) => Task.CompletedTask)!.Code.ShouldBe(BillingErrorCode.AlreadyRunning);
        work.Stop();
        await work.WhenDoneAsync();
        work.Progress!.Problem.ShouldBe("Stopped before its end.");
        changes.ShouldBe(4);
    }
}
