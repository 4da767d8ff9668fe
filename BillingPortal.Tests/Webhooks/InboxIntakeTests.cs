using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace BillingPortal.Tests.Webhooks;

public sealed class InboxIntakeTests
{
    private readonly FakeTime time = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task One_event_that_the_database_refuses_takes_none_of_its_batch_along(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using (var db = database.CreateDbContext())
            await RefusePoisonAsync(db);
        await using var room = InboxRoom.Open(database, time);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(index => Task.Run(() => room.ReceiveAsync(SignedEvent.Json(index == 20 ? "evt_poison" : $"evt_{index}")))));
        receipts.Count(receipt => receipt == WebhookReceipt.NotStored).ShouldBe(1);
        receipts.Count(receipt => receipt == WebhookReceipt.Queued).ShouldBe(39);
        (await room.EventsAsync()).Count.ShouldBe(39);
    }

    [Fact]
    public async Task While_PostgreSQL_is_down_deliveries_are_not_stored_and_the_repetition_is_taken()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var database = await TestDatabase.CreateOnAsync(cluster);
        await using var room = InboxRoom.Open(database, time);
        (await room.ReceiveAsync(SignedEvent.Json("evt_before"))).ShouldBe(WebhookReceipt.Queued);
        await cluster.HaltAsync();
        (await room.ReceiveAsync(SignedEvent.Json("evt_during"))).ShouldBe(WebhookReceipt.NotStored);
        await cluster.ResumeAsync();
        (await room.ReceiveAsync(SignedEvent.Json("evt_during"))).ShouldBe(WebhookReceipt.Queued);
        Npgsql.NpgsqlConnection.ClearPool(new Npgsql.NpgsqlConnection(database.Factory.Target.ConnectionString)); // the test's own readers died with the server
        (await room.EventsAsync()).Select(row => row.EventId).ShouldBe(["evt_before", "evt_during"], "what was answered before the crash survived it");
    }

    [Fact]
    public async Task While_the_SQLite_file_is_locked_deliveries_are_not_stored_and_the_repetition_is_taken()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var room = InboxRoom.Open(database, time);
        await using (var hog = new SqliteConnection(database.Factory.Target.ConnectionString))
        {
            await hog.OpenAsync();
            await using var transaction = await hog.BeginTransactionAsync();
            (await room.ReceiveAsync(SignedEvent.Json("evt_1"))).ShouldBe(WebhookReceipt.NotStored);
        }

        (await room.ReceiveAsync(SignedEvent.Json("evt_1"))).ShouldBe(WebhookReceipt.Queued);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_costs_a_delivery_the_deadline_and_not_more()
    {
        var store = new StuckStore();
        await using var intake = new InboxIntake(store, new InboxSignal(), time, NullLogger<InboxIntake>.Instance);
        var waiting = intake.StoreAsync(Arrival("evt_1"), CancellationToken.None);
        await store.Entered.Task;
        waiting.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(10));
        (await waiting).ShouldBe(IntakeResult.NotStored);
        store.Release.SetResult();
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_refused_at_once()
    {
        var store = new StuckStore();
        await using var intake = new InboxIntake(store, new InboxSignal(), time, NullLogger<InboxIntake>.Instance);
        var first = intake.StoreAsync(Arrival("evt_first"), CancellationToken.None);
        await store.Entered.Task;
        var waiting = Enumerable.Range(0, 1024).Select(index => intake.StoreAsync(Arrival($"evt_{index}"), CancellationToken.None)).ToList();
        waiting.ShouldAllBe(task => !task.IsCompleted);
        (await intake.StoreAsync(Arrival("evt_too_many"), CancellationToken.None)).ShouldBe(IntakeResult.NotStored);
        store.Release.SetResult();
        (await first).ShouldBe(IntakeResult.Stored);
        (await Task.WhenAll(waiting)).ShouldAllBe(result => result == IntakeResult.Stored);
        store.Batches.ShouldBeLessThan(10, "those that waited shared commits");
    }

    [Fact]
    public async Task Stopping_stores_what_was_taken_in_and_refuses_what_comes_after()
    {
        var store = new StuckStore();
        var intake = new InboxIntake(store, new InboxSignal(), time, NullLogger<InboxIntake>.Instance);
        var taken = intake.StoreAsync(Arrival("evt_1"), CancellationToken.None);
        await store.Entered.Task;
        var stopping = intake.DisposeAsync().AsTask();
        store.Release.SetResult();
        await stopping;
        (await taken).ShouldBe(IntakeResult.Stored);
        (await intake.StoreAsync(Arrival("evt_2"), CancellationToken.None)).ShouldBe(IntakeResult.NotStored);
    }

    [Fact]
    public void An_event_is_tried_for_about_two_days_in_ever_longer_steps()
    {
        var pauses = Enumerable.Range(1, RetrySchedule.MostAttempts - 1).Select(attempt => RetrySchedule.PauseAfter(attempt).ShouldNotBeNull()).ToList();
        pauses.ShouldBe(pauses.Order());
        pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause).ShouldBeInRange(TimeSpan.FromDays(1.5), TimeSpan.FromDays(3));
        RetrySchedule.PauseAfter(RetrySchedule.MostAttempts).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => RetrySchedule.PauseAfter(0));
    }

    private InboxArrival Arrival(string id) => new(EventHead.Read(System.Text.Encoding.UTF8.GetBytes(SignedEvent.Json(id)))!, "{}", time.GetUtcNow(), null, null);

    private static Task<int> RefusePoisonAsync(BillingDb db) => db is SqliteBillingDb
        ? db.Database.ExecuteSqlAsync($"CREATE TRIGGER refuse_poison BEFORE INSERT ON inbox_events WHEN NEW.event_id = 'evt_poison' BEGIN SELECT RAISE(ABORT, 'poison'); END")
        : db.Database.ExecuteSqlAsync($"ALTER TABLE inbox_events ADD CONSTRAINT refuse_poison CHECK (event_id <> 'evt_poison')");

    /// <summary>A database that hangs until it is let go, at the seam of the hot insert.</summary>
    private sealed class StuckStore : IInboxStore
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public int Batches { get; private set; }

        public bool IsAway(Exception failure) => true;

        public async Task<IReadOnlySet<string>> InsertAsync(IReadOnlyList<InboxArrival> batch, CancellationToken cancellation)
        {
            Batches++;
            Entered.TrySetResult();
            await Release.Task;
            return batch.Select(arrival => arrival.Head.Id).ToHashSet(StringComparer.Ordinal);
        }
    }
}
