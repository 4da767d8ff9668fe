using System.Text.Json;
using BillingPortal.Tests.Sandbox.Preview;

namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>How changes of items, intervals, anchors and trials are billed.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_credit_gives_back_what_was_billed_also_after_a_change_that_billed_nothing()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        await room.UpdateAsync([.. room.Quantity(5), "proration_behavior=none"]);
        (await room.WaitingAsync()).ShouldBeEmpty();
        await room.UpdateAsync([.. room.Quantity(2), $"proration_date={room.Room.Now}"]);
        var (credit, charge) = (await room.WaitingAsync()) switch { [var first, var second] => (first, second), var other => throw new InvalidOperationException($"{other.Count} items") };
        (credit.Number("amount"), charge.Number("amount")).ShouldBe((-1626, 3252));
        (credit.Text("description"), charge.Text("description")).ShouldBe(("Unused time on Team after 12 Mar 2026", "Remaining time on 2 × Team after 12 Mar 2026"));
        credit.GetProperty("proration_details").GetProperty("credited_items").Text("type").ShouldBe("invoice_line_items");
    }

    [Fact]
    public async Task Classic_billing_credits_what_the_item_costs_now()
    {
        await using var room = await SubscribedRoom.OpenAsync("billing_mode[type]=classic");
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        await room.UpdateAsync([.. room.Quantity(5), "proration_behavior=none"]);
        await room.UpdateAsync(room.Quantity(2));
        (await room.WaitingAsync())[0].Number("amount").ShouldBe(-8129); // 21 of 31 days of $120.00
    }

    [Fact]
    public async Task Nothing_is_credited_for_a_voided_invoice()
    {
        await using var room = await SubscribedRoom.OpenWithAsync(card: null, "collection_method=send_invoice", "days_until_due=7");
        room.Room.Time.Advance(TimeSpan.FromHours(2));
        await room.Room.PostAsync($"/v1/invoices/{(await room.InvoicesAsync())[0].Text("id")}/void");
        await room.UpdateAsync(room.Quantity(2));
        (await room.WaitingAsync()).ShouldAllBe(item => item.Number("amount") > 0);
    }

    [Theory]
    [InlineData("always_invoice")]
    [InlineData("create_prorations")]
    [InlineData("none")]
    public async Task Another_interval_begins_a_new_period_that_is_billed_at_once_less_what_was_paid(string behavior)
    {
        await using var room = await SubscribedRoom.OpenAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        var yearly = await room.Room.MonthlyPriceAsync("year");
        var changed = await room.UpdateAsync($"items[0][id]={room.Item}", $"items[0][price]={yearly}", $"proration_behavior={behavior}");
        var invoice = (await room.InvoicesAsync())[0];
        (invoice.Text("billing_reason"), invoice.Number("total"), changed.Number("billing_cycle_anchor")).ShouldBe(("subscription_update", behavior == "none" ? 2400 : 2400 - 1626, room.Room.Now));
        changed.GetProperty("items").First().Number("current_period_end").ShouldBe(DateTimeOffset.FromUnixTimeSeconds(room.Room.Now).AddYears(1).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task From_free_to_paid_the_period_begins_anew()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var free = (await room.Room.PostAsync("/v1/prices", "product_data[name]=Free", "currency=usd", "unit_amount=0", "recurring[interval]=month")).Text("id");
        await room.UpdateAsync($"items[0][id]={room.Item}", $"items[0][price]={free}", "proration_behavior=none");
        room.Room.Time.Advance(TimeSpan.FromDays(5));
        var paid = await room.UpdateAsync($"items[0][id]={room.Item}", $"items[0][price]={room.Price}");
        (paid.Number("billing_cycle_anchor"), (await room.InvoicesAsync())[0].Number("amount_paid")).ShouldBe((room.Room.Now, 2400));
    }

    [Fact]
    public async Task The_anchor_can_be_moved_to_now_but_then_nothing_is_dated_back()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        (await room.RefusedAsync("billing_cycle_anchor=now", $"proration_date={room.Room.Now}")).Error.Text("message").ShouldContain("billing_cycle_anchor=now");
        await room.UpdateAsync("billing_cycle_anchor=now");
        (await room.InvoicesAsync())[0].Number("total").ShouldBe(2400 - 1626);
    }

    [Fact]
    public async Task More_credit_than_charge_becomes_the_customers_balance_and_pays_what_comes()
    {
        await using var room = await SubscribedRoom.OpenAsync("items[0][quantity]=10");
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        await room.UpdateAsync([.. room.Quantity(1), "proration_behavior=always_invoice"]);
        var invoice = (await room.InvoicesAsync())[0];
        (invoice.Number("total"), invoice.Number("amount_due"), invoice.Text("status")).ShouldBe((1626 - 16258, 0, "paid"));
        (await room.Room.GetAsync("/v1/customers/" + room.Customer)).Number("balance").ShouldBe(1626 - 16258);
    }

    [Fact]
    public async Task In_a_trial_nothing_is_prorated_and_a_trial_on_a_paid_subscription_gives_the_rest_back()
    {
        await using var room = await SubscribedRoom.OpenAsync("trial_period_days=14");
        await room.UpdateAsync([.. room.Quantity(3), "proration_behavior=always_invoice"]);
        ((await room.InvoicesAsync()).Count, (await room.WaitingAsync()).Count).ShouldBe((1, 0));
        room.Room.Time.Advance(TimeSpan.FromDays(14) + TimeSpan.FromHours(1));
        (await room.InvoicesAsync())[0].Number("amount_paid").ShouldBe(7200);
        var trial = await room.UpdateAsync($"trial_end={room.Room.Now + (5 * 86_400)}");
        (trial.Text("status"), trial.Number("billing_cycle_anchor"), (await room.InvoicesAsync())[0].Number("total")).ShouldBe(("trialing", room.Room.Now + (5 * 86_400), -7190));
    }

    [Fact]
    public async Task The_same_price_twice_other_currencies_and_unknown_items_are_refused()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        (await room.RefusedAsync($"items[0][price]={room.Price}")).Error.Text("message").ShouldContain("multiple subscription items with the same plan");
        var euro = (await room.Room.PostAsync("/v1/prices", "product_data[name]=Euro", "currency=eur", "unit_amount=100", "recurring[interval]=month")).Text("id");
        (await room.RefusedAsync($"items[0][price]={euro}")).Error.Text("param").ShouldBe("items[1][price]");
        (await room.RefusedAsync("items[0][id]=si_none", "items[0][quantity]=1")).Error.Text("code").ShouldBe("resource_missing");
        (await room.RefusedAsync($"items[0][id]={room.Item}", "items[0][deleted]=true")).Error.Text("message").ShouldContain("at least one active plan");
        (await room.RefusedAsync(room.Quantity(-1))).Error.Text("param").ShouldBe("items[0][quantity]");
        (await room.RefusedAsync([.. room.Quantity(2), $"proration_date={room.Room.Now - 86_400}"])).Error.Text("param").ShouldBe("proration_date");
    }

    [Fact]
    public async Task Items_with_intervals_of_their_own_renew_at_their_own_time()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var yearly = await room.Room.MonthlyPriceAsync("year");
        await room.Room.PostAsync("/v1/subscription_items", $"subscription={room.Id}", $"price={yearly}", "proration_behavior=always_invoice");
        room.Room.Time.MoveTo(DateTimeOffset.FromUnixTimeSeconds(room.Room.Now).AddMonths(2).AddHours(2));
        var invoices = await room.InvoicesAsync();
        invoices.Select(invoice => invoice.Number("total")).ShouldBe([2400, 2400, 2400, 2400]);
        invoices.ShouldAllBe(invoice => invoice.GetProperty("lines").GetProperty("data").GetArrayLength() == 1);
        (await room.Room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={room.Customer}", $"items[0][price]={room.Price}", $"items[1][price]={yearly}", "billing_mode[type]=classic"))
            .Error.Text("message").ShouldContain("interval");
    }

    [Fact]
    public async Task A_charge_can_come_with_a_change_and_waits_for_the_next_invoice()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var setup = (await room.Room.PostAsync("/v1/prices", "product_data[name]=Setup", "currency=usd", "unit_amount=900")).Text("id");
        string[] change = [.. room.Quantity(1), $"add_invoice_items[0][price]={setup}", "add_invoice_items[0][quantity]=2"];
        await room.UpdateAsync(change);
        (await room.WaitingAsync()).Single().Number("amount").ShouldBe(1800);
        room.Room.Time.Advance(TimeSpan.FromDays(32));
        (await room.InvoicesAsync())[0].Number("total").ShouldBe(4200);
    }

    [Fact]
    public async Task Each_change_tells_its_events_in_their_order()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(3));
        var told = await room.ToldAsync();
        await room.UpdateAsync([.. room.Quantity(2), "proration_behavior=always_invoice"]);
        (await room.ToldSinceAsync(told)).ShouldBe(
        [
            "invoiceitem.created", "invoiceitem.created", "customer.subscription.updated", "invoice.created", "customer.updated", "invoice.finalized",
            "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "invoice_payment.paid", "invoice.updated", "invoice.paid", "invoice.payment_succeeded",
        ]);
        told = await room.ToldAsync();
        await room.UpdateAsync(room.Quantity(3));
        (await room.ToldSinceAsync(told)).ShouldBe(["invoiceitem.created", "invoiceitem.created", "customer.subscription.updated"]);
    }
}
