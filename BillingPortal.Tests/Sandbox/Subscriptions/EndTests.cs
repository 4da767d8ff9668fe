using BillingPortal.Tests.Sandbox.Preview;

namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>The ends of subscriptions: at once, planned, taken back, and what is settled then.</summary>
public sealed class EndTests
{
    [Fact]
    public async Task Ending_now_with_an_invoice_gives_the_unused_time_back_as_balance()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        var told = await room.ToldAsync();
        var preview = await room.PreviewAsync("cancel_now=true");
        var ended = await room.Room.DeleteAsync($"/v1/subscriptions/{room.Id}?prorate=true&invoice_now=true&cancellation_details[feedback]=unused&cancellation_details[comment]=Bye");
        (ended.Text("status"), ended.Number("ended_at"), ended.GetProperty("cancellation_details").Text("feedback")).ShouldBe(("canceled", room.Room.Now, "unused"));
        var last = (await room.InvoicesAsync())[0];
        (last.Number("total"), preview.Number("total"), (await room.Room.GetAsync("/v1/customers/" + room.Customer)).Number("balance")).ShouldBe((-1626, -1626, -1626));
        (await room.ToldSinceAsync(told))[..3].ShouldBe(["invoiceitem.created", "customer.subscription.deleted", "invoice.created"]);
        (await room.Room.RefusedAsync(HttpMethod.Delete, "/v1/subscriptions/" + room.Id)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Ending_now_without_an_invoice_keeps_the_credit_waiting_and_else_drops_what_waits()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        await room.Room.DeleteAsync($"/v1/subscriptions/{room.Id}?prorate=true");
        (await room.WaitingAsync()).Single().Number("amount").ShouldBe(-1626);
        var loose = await room.Room.PostAsync("/v1/invoices", $"customer={room.Customer}", "pending_invoice_items_behavior=include");
        loose.Number("total").ShouldBe(-1626);

        await using var other = await SubscribedRoom.OpenAsync();
        await other.UpdateAsync(other.Quantity(4));
        await other.Room.DeleteAsync($"/v1/subscriptions/{other.Id}");
        (await other.WaitingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_end_inside_of_the_period_shortens_it_and_can_be_taken_back()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var whole = (await room.NowAsync()).GetProperty("items").First().Number("current_period_end");
        var at = room.Room.Now + (10 * 86_400);
        var planned = await room.UpdateAsync($"cancel_at={at}");
        (planned.Number("cancel_at"), planned.GetProperty("items").First().Number("current_period_end")).ShouldBe((at, at));
        (await room.WaitingAsync()).Single().Number("amount").ShouldBe(-1626);
        var kept = await room.UpdateAsync("cancel_at=");
        (kept.IsNull("cancel_at"), kept.IsNull("canceled_at"), kept.GetProperty("items").First().Number("current_period_end")).ShouldBe((true, true, whole));
        (await room.WaitingAsync()).Sum(item => item.Number("amount")).ShouldBe(0);

        await room.UpdateAsync($"cancel_at={at}");
        var preview = await room.PreviewAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10) + TimeSpan.FromHours(1));
        (await room.NowAsync()).Text("status").ShouldBe("canceled");
        var last = (await room.InvoicesAsync())[0];
        BilledLine.AllOf(last).ShouldBe(BilledLine.AllOf(preview));
        (last.Number("total"), (await room.Room.GetAsync("/v1/customers/" + room.Customer)).Number("balance")).ShouldBe((-1626, -1626));
    }

    [Fact]
    public async Task An_end_in_a_later_period_makes_that_period_shorter()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var end = (await room.NowAsync()).GetProperty("items").First().Number("current_period_end") + (15 * 86_400);
        await room.UpdateAsync($"cancel_at={end}");
        (await room.WaitingAsync()).ShouldBeEmpty();
        room.Room.Time.Advance(TimeSpan.FromDays(32));
        var line = (await room.InvoicesAsync())[0].GetProperty("lines").First();
        (line.Number("amount"), line.GetProperty("period").Number("end")).ShouldBe((1200, end));
        room.Room.Time.Advance(TimeSpan.FromDays(16));
        ((await room.NowAsync()).Number("ended_at"), (await room.InvoicesAsync()).Count).ShouldBe((end, 2));
    }

    [Theory]
    [InlineData("min_period_end")]
    [InlineData("max_period_end")]
    [InlineData("max_billed_until")]
    public async Task An_end_can_be_named_by_the_periods(string name)
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var planned = await room.UpdateAsync($"cancel_at={name}");
        (planned.Number("cancel_at"), planned.GetProperty("cancel_at_period_end").GetBoolean()).ShouldBe((planned.GetProperty("items").First().Number("current_period_end"), false));
        (await room.RefusedAsync($"cancel_at={name}", "cancel_at_period_end=true")).Error.Text("param").ShouldBe("cancel_at");
    }

    [Fact]
    public async Task Prorations_that_wait_are_collected_at_the_periods_end()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        await room.UpdateAsync([.. room.Quantity(2), "cancel_at_period_end=true"]);
        room.Room.Time.Advance(TimeSpan.FromDays(22));
        ((await room.NowAsync()).Text("status"), (await room.InvoicesAsync())[0].Number("amount_paid")).ShouldBe(("canceled", 1626));
    }

    [Fact]
    public async Task What_is_over_keeps_only_its_metadata_and_its_reasons_open()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        await room.Room.DeleteAsync("/v1/subscriptions/" + room.Id);
        var noted = await room.UpdateAsync("metadata[a]=b", "cancellation_details[feedback]=too_complex");
        (noted.GetProperty("metadata").Text("a"), noted.GetProperty("cancellation_details").Text("feedback")).ShouldBe(("b", "too_complex"));
        (await room.RefusedAsync(room.Quantity(2))).Error.Text("param").ShouldBe("items");
    }
}
