using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Notifications;

public sealed class OutboxTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_mail_is_kept_with_the_change_that_caused_it_or_not_at_all(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await using (var db = room.Database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await room.Outbox.EnqueueAsync(db, OutboxRoom.Greeting("rolled back"), CancellationToken.None);
        }

        await room.EnqueueAsync(OutboxRoom.Greeting("committed"));
        (await room.SingleRowAsync()).OnceKey.ShouldBe("committed");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_sender_is_woken_by_the_commit_and_not_by_a_rollback(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await using (var db = room.Database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await room.Outbox.EnqueueAsync(db, OutboxRoom.Greeting("rolled back"), CancellationToken.None);
        }

        var woken = room.Signal.WaitAsync(TimeSpan.FromHours(1), room.Time, CancellationToken.None);
        woken.IsCompleted.ShouldBeFalse();
        await room.EnqueueAsync(OutboxRoom.Greeting("committed"));
        await woken.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_second_notice_of_the_same_cause_is_dropped_and_the_callers_transaction_goes_on(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(OutboxRoom.Greeting("trial_started:sub_1"));
        await room.EnqueueAsync(OutboxRoom.Greeting("trial_started:sub_1"), OutboxRoom.Greeting("trial_started:sub_2"));
        (await room.RowsAsync()).Select(row => row.OnceKey).ShouldBe(["trial_started:sub_2", "trial_started:sub_1"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Of_many_transactions_that_race_for_one_cause_all_commit_and_one_mail_is_kept(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() =>
            room.EnqueueAsync(OutboxRoom.Greeting("same"), OutboxRoom.Greeting($"other {index}")))));
        var keys = (await room.RowsAsync()).Select(row => row.OnceKey).ToList();
        keys.Count(key => key == "same").ShouldBe(1);
        keys.Count.ShouldBe(9);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_notice_without_an_address_is_kept_as_skipped_with_the_reason(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(OutboxRoom.Greeting("nobody", to: null));
        (await room.Sender().SendDueAsync(CancellationToken.None)).ShouldBe(0);
        var row = await room.SingleRowAsync();
        row.Status.ShouldBe(OutboxStatus.Skipped);
        row.LastError.ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_mail_log_pages_newest_first_and_filters(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync([.. Enumerable.Range(1, 5).Select(index => OutboxRoom.Greeting($"key {index}")), OutboxRoom.Greeting("nobody", to: null)]);
        var first = await room.Queries.ListAsync(new OutboxFilter(OutboxStatus.Pending, Limit: 3), CancellationToken.None);
        first.Rows.Select(row => row.OnceKey).ShouldBe(["key 5", "key 4", "key 3"]);
        first.HasMore.ShouldBeTrue();
        var second = await room.Queries.ListAsync(new OutboxFilter(OutboxStatus.Pending, BeforeId: first.Rows[^1].Id, Limit: 3), CancellationToken.None);
        second.Rows.Select(row => row.OnceKey).ShouldBe(["key 2", "key 1"]);
        second.HasMore.ShouldBeFalse();
        (await room.Queries.ListAsync(new OutboxFilter(Kind: "receipt"), CancellationToken.None)).Rows.ShouldBeEmpty();
    }
}
