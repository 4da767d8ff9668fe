using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Webhooks;

public sealed class InboxProcessorTests
{
    private readonly FakeTime time = new();
    private readonly FakeStripe stripe = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_object_is_read_once_for_all_its_pending_events_and_the_handlers_see_it_as_it_is_now(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = Open(database);
        stripe.States["cus_1"] = "now";
        foreach (var id in new[] { "evt_1", "evt_2", "evt_3" })
            await room.ReceiveAsync(SignedEvent.Json(id, more: ",\"state\":\"old\""));
        await room.ProcessAsync();
        stripe.Reads.ShouldBe(1);
        (await StateProjection.ReadAsync(room.Databases))["cus_1"].ShouldBe("now");
        (await room.EventsAsync()).ShouldAllBe(row => row.Status == InboxStatus.Processed && row.Attempts == 1 && row.ProcessedAt == time.GetUtcNow() && row.NextAttemptAt == null);
        (await room.Queries.GetAsync("evt_2", CancellationToken.None))!.AttemptLog.ShouldHaveSingleItem().Error.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Whatever_the_order_and_however_often_the_projection_ends_where_Stripe_is(DatabaseKind kind)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            await using var database = await TestDatabase.CreateAsync(kind);
            await using var room = Open(database);
            var chance = new Random(seed);
            var underWay = new List<string>();
            for (var step = 0; step < 60 || underWay.Count > 0; step++)
            {
                if (step < 24) // something changes at Stripe, and an event sets out
                {
                    var id = $"cus_{chance.Next(3)}";
                    stripe.States[id] = $"v{step}";
                    underWay.Add(SignedEvent.Json($"evt_{seed}_{step}", objectId: id, created: 1_772_443_800 + (step / 8)));
                }

                if (underWay.Count > 0 && chance.Next(2) == 0) // any of them arrives, perhaps not for the last time
                {
                    var arriving = chance.Next(underWay.Count);
                    await room.ReceiveAsync(underWay[arriving]);
                    if (chance.Next(3) > 0)
                        underWay.RemoveAt(arriving);
                }

                if (chance.Next(4) == 0)
                    await room.ProcessAsync();
            }

            await room.ProcessAsync();
            (await StateProjection.ReadAsync(room.Databases)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .ShouldBe(stripe.States.OrderBy(pair => pair.Key, StringComparer.Ordinal), $"seed {seed}");
            (await room.EventsAsync()).Count.ShouldBe(24);
            stripe.States.Clear();
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_handler_that_fails_leaves_nothing_of_what_ran_before_it(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = Open(database);
        stripe.States["cus_1"] = "now";
        await room.ReceiveAsync(SignedEvent.Json("evt_poison"));
        await room.ProcessAsync();
        (await StateProjection.ReadAsync(room.Databases)).ShouldBeEmpty();
        var row = await room.SingleEventAsync();
        (row.Status, row.Attempts, row.NextAttemptAt).ShouldBe((InboxStatus.Pending, 1, time.GetUtcNow() + RetrySchedule.PauseAfter(1)));
        row.LastError.ShouldBe("FormatException: The handler does not understand this.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_poisoned_event_takes_no_other_along_not_even_of_its_object(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = Open(database);
        stripe.States["cus_1"] = "now";
        foreach (var id in new[] { "evt_1", "evt_poison", "evt_3" })
            await room.ReceiveAsync(SignedEvent.Json(id));
        await room.ProcessAsync();
        (await room.EventsAsync()).Select(row => row.Status).ShouldBe([InboxStatus.Processed, InboxStatus.Pending, InboxStatus.Processed]);
        (await StateProjection.ReadAsync(room.Databases))["cus_1"].ShouldBe("now");
        stripe.Reads.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_keeps_failing_is_parked_after_the_last_retry_and_goes_on_when_a_person_says_so(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = Open(database);
        stripe.BeforeRead = _ => throw new StripeException(StripeFailure.Unreachable, "no answer");
        await room.ReceiveAsync(SignedEvent.Json("evt_1"));
        for (var attempt = 1; attempt < RetrySchedule.MostAttempts; attempt++)
        {
            await room.ProcessAsync();
            time.Advance(RetrySchedule.PauseAfter(attempt)!.Value);
        }

        (await room.SingleEventAsync()).Status.ShouldBe(InboxStatus.Pending);
        await room.ProcessAsync();
        (await room.SingleEventAsync()).Status.ShouldBe(InboxStatus.Parked);
        (await room.Queries.GetAsync("evt_1", CancellationToken.None))!.AttemptLog.Count.ShouldBe(RetrySchedule.MostAttempts);
        time.Advance(TimeSpan.FromDays(30));
        (await room.Processor.ProcessDueAsync(CancellationToken.None)).ShouldBe(0);

        stripe.BeforeRead = null;
        stripe.States["cus_1"] = "back";
        (await room.Queries.RetryNowAsync("evt_1", "user:ann", CancellationToken.None)).ShouldBeTrue();
        await room.ProcessAsync();
        (await room.SingleEventAsync()).Status.ShouldBe(InboxStatus.Processed);
        (await room.Queries.RetryNowAsync("evt_1", "user:ann", CancellationToken.None)).ShouldBeFalse("it is done");
        await using var db = room.Databases.CreateDbContext();
        var entry = await db.AuditEntries.SingleAsync();
        (entry.Action, entry.Actor, entry.Subject).ShouldBe(("webhook.replayed", "user:ann", "evt_1"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_group_of_a_worker_that_died_is_taken_again_when_its_lease_ends(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var dead = Open(database);
        await using var alive = Open(database);
        stripe.States["cus_1"] = "now";
        await dead.ReceiveAsync(SignedEvent.Json("evt_1"));
        (await dead.Get<InboxBacklog>().TakeAsync("cus_1", CancellationToken.None)).ShouldNotBeNull();
        (await alive.Processor.ProcessDueAsync(CancellationToken.None)).ShouldBe(0);
        (await alive.Get<InboxBacklog>().TakeAsync("cus_1", CancellationToken.None)).ShouldBeNull();
        time.Advance(InboxBacklog.LeaseLength);
        (await alive.Processor.ProcessDueAsync(CancellationToken.None)).ShouldBe(1);
        (await alive.SingleEventAsync()).Status.ShouldBe(InboxStatus.Processed);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task At_a_start_on_SQLite_the_dead_hold_nothing_on_PostgreSQL_another_replica_may(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var restarted = Open(database);
        stripe.States["cus_1"] = "now";
        await restarted.ReceiveAsync(SignedEvent.Json("evt_1"));
        var backlog = restarted.Get<InboxBacklog>();
        (await backlog.TakeAsync("cus_1", CancellationToken.None)).ShouldNotBeNull();
        await backlog.ForgetTheDeadAsync(CancellationToken.None);
        (await restarted.Processor.ProcessDueAsync(CancellationToken.None)).ShouldBe(kind is DatabaseKind.Sqlite ? 1 : 0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_worker_whose_lease_went_to_another_commits_nothing_any_more(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var slow = Open(database);
        await using var quick = Open(database);
        await slow.ReceiveAsync(SignedEvent.Json("evt_1"));
        stripe.States["cus_1"] = "as the slow one read it";
        stripe.BeforeRead = async _ =>
        {
            stripe.BeforeRead = null;
            time.Advance(InboxBacklog.LeaseLength); // the slow one hangs in its read for so long that the lease ends
            await quick.ProcessAsync();
        };
        await slow.ProcessAsync();
        stripe.Reads.ShouldBe(2);
        (await slow.SingleEventAsync()).Attempts.ShouldBe(1);
        (await slow.Queries.GetAsync("evt_1", CancellationToken.None))!.AttemptLog.ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Several_replicas_never_work_on_one_group_at_the_same_time_and_handle_each_event_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var watch = new Overlap();
        stripe.BeforeRead = watch.EnterAndLeaveAsync;
        await using var one = Open(database);
        await using var other = Open(database);
        await using var third = Open(database);
        foreach (var index in Enumerable.Range(0, 60))
        {
            stripe.States[$"cus_{index % 6}"] = "now";
            await one.ReceiveAsync(SignedEvent.Json($"evt_{index}", objectId: $"cus_{index % 6}"));
        }

        await Task.WhenAll(new[] { one, other, third }.Select(room => Task.Run(room.ProcessAsync)));
        await one.ProcessAsync(); // what one of them saw lent and left
        watch.Overlaps.ShouldBe(0);
        (await one.EventsAsync()).ShouldAllBe(row => row.Status == InboxStatus.Processed && row.Attempts == 1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_deleted_object_is_taken_from_the_event_itself(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = Open(database);
        await room.ReceiveAsync(SignedEvent.Json("evt_1", "customer.deleted"));
        await room.ReceiveAsync(SignedEvent.Json("evt_2", "customer.updated", "cus_2")); // Stripe answers 404 for it
        await room.ProcessAsync();
        var states = await StateProjection.ReadAsync(room.Databases);
        (states["cus_1"], states["cus_2"]).ShouldBe(("deleted", "deleted"));
        stripe.Reads.ShouldBe(1, "nobody asks Stripe for an object whose deletion was announced");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_event_of_another_API_version_is_only_a_hint_and_its_payload_is_never_read(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = Open(database);
        stripe.States["cus_1"] = "now";
        await room.ReceiveAsync(SignedEvent.Json("evt_hint", version: "2026-10-28.endive"));
        await room.ReceiveAsync(SignedEvent.Json("evt_gone", "customer.deleted", "cus_2", version: "2026-10-28.endive"));
        await room.ProcessAsync();
        var rows = (await room.EventsAsync()).ToDictionary(row => row.EventId);
        rows["evt_hint"].Status.ShouldBe(InboxStatus.Processed);
        rows["evt_gone"].Status.ShouldBe(InboxStatus.Parked);
        rows["evt_gone"].LastError.ShouldNotBeNull().ShouldContain("2026-10-28.endive");
        (await StateProjection.ReadAsync(room.Databases)).Keys.ShouldBe(["cus_1"]);
    }

    [Fact]
    public async Task The_worker_is_woken_by_the_delivery_itself_and_not_only_by_its_poll()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var room = Open(database);
        var read = new TaskCompletionSource();
        stripe.States["cus_1"] = "now";
        stripe.BeforeRead = _ =>
        {
            read.TrySetResult();
            return Task.CompletedTask;
        };
        using var worker = new InboxWorker(room.Processor, room.Get<InboxBacklog>(), room.Get<InboxSignal>(), time, Microsoft.Extensions.Logging.Abstractions.NullLogger<InboxWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        await room.ReceiveAsync(SignedEvent.Json("evt_1"));
        await read.Task.WaitAsync(TimeSpan.FromSeconds(60)); // the clock stands still, so no poll can have come
        await worker.StopAsync(CancellationToken.None);
    }

    private InboxRoom Open(TestDatabase database) => InboxRoom.Open(database, time, stripe.Routes(typeof(StateProjection), typeof(FailsForPoison)));
}
