using System.Text;
using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;

namespace BillingPortal.Tests.Webhooks;

public sealed class WebhookReceiverTests
{
    private readonly FakeTime time = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_good_delivery_is_stored_as_it_came_before_it_is_answered(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time);
        var json = SignedEvent.Json("evt_1", more: ",\"name\":\"Ünïcødé 🦊\"");
        (await room.ReceiveAsync(json)).ShouldBe(WebhookReceipt.Queued);
        var row = await room.SingleEventAsync();
        row.Payload.ShouldBe(json);
        (row.EventId, row.EventType, row.Status, row.ObjectId, row.ObjectKind, row.GroupKey).ShouldBe(("evt_1", "customer.updated", InboxStatus.Pending, "cus_1", "customer", "cus_1"));
        (row.ReceivedAt, row.NextAttemptAt, row.EventCreated).ShouldBe((time.GetUtcNow(), time.GetUtcNow(), DateTimeOffset.FromUnixTimeSeconds(1_772_443_800)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_bad_old_foreign_or_missing_signature_stores_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time);
        var (json, now) = (SignedEvent.Json("evt_1"), time.GetUtcNow());
        var good = SignedEvent.Of(json, now);
        (await room.ReceiveAsync(good with { Header = "" })).ShouldBe(WebhookReceipt.InvalidSignature);
        (await room.Receiver.ReceiveAsync(good.Body, null, CancellationToken.None)).ShouldBe(WebhookReceipt.InvalidSignature);
        (await room.ReceiveAsync(good with { Header = "t=1,v1=zz" })).ShouldBe(WebhookReceipt.InvalidSignature);
        (await room.ReceiveAsync(SignedEvent.Of(json, now, "whsec_somebody_else"))).ShouldBe(WebhookReceipt.InvalidSignature);
        (await room.ReceiveAsync(good with { Body = Encoding.UTF8.GetBytes(json.Replace("cus_1", "cus_2", StringComparison.Ordinal)) })).ShouldBe(WebhookReceipt.InvalidSignature);
        (await room.ReceiveAsync(SignedEvent.Of(json, now.AddSeconds(-301)))).ShouldBe(WebhookReceipt.TimestampOutOfTolerance);
        (await room.ReceiveAsync(SignedEvent.Of(json, now.AddSeconds(301)))).ShouldBe(WebhookReceipt.TimestampOutOfTolerance);
        (await room.EventsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"evt_1\"")]
    [InlineData("{\"id\":\"evt_1\",\"object\":\"charge\",\"type\":\"x.y\",\"created\":1}")]
    [InlineData("{\"id\":\"\",\"object\":\"event\",\"type\":\"x.y\",\"created\":1}")]
    [InlineData("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x.y\"}")]
    [InlineData("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x.y\",\"created\":\"now\"}")]
    [InlineData("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x.y\",\"created\":9999999999999999}")]
    [InlineData("{\"id\":\"evt\\u0000\",\"object\":\"event\",\"type\":\"x.y\",\"created\":1}")]
    [InlineData("{\"id\":\"evt\\ud800\",\"object\":\"event\",\"type\":\"x.y\",\"created\":1}")]
    [InlineData("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x.y\",\"created\":1} {}")]
    public void What_is_signed_but_is_no_event_is_refused(string json) => EventHead.Read(Encoding.UTF8.GetBytes(json)).ShouldBeNull();

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        EventHead.Read([.. "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x.y\",\"created\":1,\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]).ShouldBeNull();

    [Fact]
    public void The_group_is_the_customer_or_else_the_object()
    {
        Head(SignedEvent.Json("evt_1", objectId: "in_1", kind: "invoice", customer: "cus_9")).GroupKey.ShouldBe("cus_9");
        Head(SignedEvent.Json("evt_1", objectId: "in_1", kind: "invoice", more: ",\"customer\":{\"metadata\":{\"id\":\"x\"},\"id\":\"cus_9\"}")).GroupKey.ShouldBe("cus_9");
        Head(SignedEvent.Json("evt_1", objectId: "prod_1", kind: "product", more: ",\"customer\":null")).GroupKey.ShouldBe("prod_1");
        Head("""{"id":"evt_1","object":"event","type":"balance.available","created":1,"data":{"object":{"object":"balance"}}}""").GroupKey.ShouldBe("evt_1");

        static EventHead Head(string json) => EventHead.Read(Encoding.UTF8.GetBytes(json)).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_repeated_event_is_a_duplicate_also_after_it_was_processed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time);
        (await room.ReceiveAsync(SignedEvent.Json("evt_1"))).ShouldBe(WebhookReceipt.Queued);
        (await room.ReceiveAsync(SignedEvent.Json("evt_1"))).ShouldBe(WebhookReceipt.Duplicate);
        await room.ProcessAsync();
        (await room.ReceiveAsync(SignedEvent.Json("evt_1"))).ShouldBe(WebhookReceipt.Duplicate);
        (await room.SingleEventAsync()).Status.ShouldBe(InboxStatus.Processed);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Of_32_deliveries_of_one_event_at_once_on_two_replicas_one_is_queued(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var one = InboxRoom.Open(database, time);
        await using var other = InboxRoom.Open(database, time);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 32).Select(index => Task.Run(() => (index % 2 == 0 ? one : other).ReceiveAsync(SignedEvent.Json("evt_1")))));
        receipts.Count(receipt => receipt == WebhookReceipt.Queued).ShouldBe(1);
        receipts.Count(receipt => receipt == WebhookReceipt.Duplicate).ShouldBe(31);
        (await one.EventsAsync()).Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_replicas_that_store_the_same_many_events_crosswise_both_come_through(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var one = InboxRoom.Open(database, time);
        await using var other = InboxRoom.Open(database, time);
        var forwards = Enumerable.Range(0, 200).Select(index => Task.Run(() => one.ReceiveAsync(SignedEvent.Json($"evt_{index}"))));
        var backwards = Enumerable.Range(0, 200).Reverse().Select(index => Task.Run(() => other.ReceiveAsync(SignedEvent.Json($"evt_{index}"))));
        var receipts = await Task.WhenAll([.. forwards, .. backwards]);
        receipts.Count(receipt => receipt == WebhookReceipt.Queued).ShouldBe(200);
        receipts.Count(receipt => receipt == WebhookReceipt.Duplicate).ShouldBe(200);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Types_without_a_route_or_not_on_the_allow_list_are_stored_as_ignored_with_the_reason(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time, allowed: "customer.*, payout.paid");
        (await room.ReceiveAsync(SignedEvent.Json("evt_wanted"))).ShouldBe(WebhookReceipt.Queued);
        (await room.ReceiveAsync(SignedEvent.Json("evt_no_route", "customer.tax_id.created"))).ShouldBe(WebhookReceipt.Ignored);
        (await room.ReceiveAsync(SignedEvent.Json("evt_not_listed", "invoice.paid"))).ShouldBe(WebhookReceipt.Ignored);
        (await room.ReceiveAsync(SignedEvent.Json("evt_not_listed", "invoice.paid"))).ShouldBe(WebhookReceipt.Duplicate);
        var reasons = (await room.EventsAsync()).ToDictionary(row => row.EventId, row => row.IgnoredBecause);
        reasons["evt_wanted"].ShouldBeNull();
        reasons["evt_no_route"].ShouldBe("No route handles its type.");
        reasons["evt_not_listed"].ShouldBe("Its type is not in STRIPE_WEBHOOK_ALLOWED_EVENTS.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_event_of_another_API_version_is_taken_with_a_note(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var room = InboxRoom.Open(database, time);
        await room.ReceiveAsync(SignedEvent.Json("evt_same_train", version: "2026-06-24.dahlia"));
        await room.ReceiveAsync(SignedEvent.Json("evt_other_train", version: "2026-10-28.endive"));
        var rows = await room.EventsAsync();
        rows[0].VersionNote.ShouldBeNull();
        rows[1].VersionNote.ShouldNotBeNull().ShouldContain("2026-10-28.endive");
        rows[1].Status.ShouldBe(InboxStatus.Pending);
    }

    [Fact]
    public void Bad_settings_are_named_at_once_without_repeating_a_secret()
    {
        new WebhookOptions().Problems().ShouldHaveSingleItem().ShouldStartWith("STRIPE_WEBHOOK_SECRET");
        var problems = new WebhookOptions { Secret = "sk_live_secret", ToleranceSeconds = 0, RetentionDays = 1, AllowedEvents = "in*voice" }.Problems().ToList();
        problems.Count.ShouldBe(4);
        string.Concat(problems).ShouldNotContain("sk_live_secret");
    }
}
