using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Webhooks;

public sealed class InboxQueriesTests
{
    private readonly FakeTime time = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_log_pages_newest_first_without_gaps_or_repetitions(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time);
        foreach (var index in Enumerable.Range(1, 7))
            await room.ReceiveAsync(SignedEvent.Json($"evt_{index}"));
        var seen = new List<string>();
        InboxPage page;
        do
        {
            page = await room.Queries.ListAsync(new InboxFilter(After: seen.LastOrDefault(), Limit: 3), CancellationToken.None);
            seen.AddRange(page.Rows.Select(row => row.EventId));
            await room.ReceiveAsync(SignedEvent.Json($"evt_late_{seen.Count}")); // what comes in meanwhile is above, not between
        }
        while (page.HasMore);
        seen.ShouldBe(["evt_7", "evt_6", "evt_5", "evt_4", "evt_3", "evt_2", "evt_1"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_log_filters_by_status_type_object_and_customer_and_counts(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time);
        await room.ReceiveAsync(SignedEvent.Json("evt_done"));
        await room.ProcessAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        await room.ReceiveAsync(SignedEvent.Json("evt_waits", objectId: "cus_2"));
        await room.ReceiveAsync(SignedEvent.Json("evt_ignored", "invoice.paid", "in_1", "invoice", "cus_2"));

        (await IdsAsync(new InboxFilter(InboxStatus.Processed))).ShouldBe(["evt_done"]);
        (await IdsAsync(new InboxFilter(EventType: "invoice.paid"))).ShouldBe(["evt_ignored"]);
        (await IdsAsync(new InboxFilter(ObjectId: "in_1"))).ShouldBe(["evt_ignored"]);
        (await IdsAsync(new InboxFilter(ObjectId: "cus_2"))).ShouldBe(["evt_ignored", "evt_waits"]);
        (await room.Queries.CountAsync(CancellationToken.None)).ShouldBe(new InboxCounts(1, 1, 1, 0, time.GetUtcNow()));
        (await room.Queries.GetAsync("evt_nobody", CancellationToken.None)).ShouldBeNull();

        async Task<IEnumerable<string>> IdsAsync(InboxFilter filter) => (await room.Queries.ListAsync(filter, CancellationToken.None)).Rows.Select(row => row.EventId);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Retention_removes_old_payloads_of_what_is_done_and_keeps_every_id(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time);
        await room.ReceiveAsync(SignedEvent.Json("evt_old"));
        await room.ProcessAsync();
        await room.ReceiveAsync(SignedEvent.Json("evt_old_ignored", "invoice.paid"));
        await room.ReceiveAsync(SignedEvent.Json("evt_old_pending"));
        time.Advance(TimeSpan.FromDays(91));
        await room.ReceiveAsync(SignedEvent.Json("evt_new_ignored", "invoice.paid"));

        (await room.Get<InboxRetention>().PruneAsync(CancellationToken.None)).ShouldBe(2);
        (await room.Get<InboxRetention>().PruneAsync(CancellationToken.None)).ShouldBe(0);
        (await room.EventsAsync()).Where(row => row.Payload.Length == 0).Select(row => row.EventId).ShouldBe(["evt_old", "evt_old_ignored"]);
        (await room.Queries.GetAsync("evt_old", CancellationToken.None))!.PayloadJson.ShouldBe("{}");
        (await room.ReceiveAsync(SignedEvent.Json("evt_old"))).ShouldBe(WebhookReceipt.Duplicate);
    }
}
