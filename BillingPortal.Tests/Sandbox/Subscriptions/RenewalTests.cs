using BillingPortal.Tests.Time;

namespace BillingPortal.Tests.Sandbox.Subscriptions;

public sealed class RenewalTests
{
    [Fact]
    public async Task A_trial_warns_becomes_active_and_is_paid_an_hour_later()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        var id = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "trial_period_days=14")).Text("id");
        var told = (await room.EventTypesAsync()).Count;
        room.Time.Advance(TimeSpan.FromDays(11));
        (await room.EventTypesAsync())[told..].ShouldBe(["customer.subscription.trial_will_end"]);
        room.Time.Advance(TimeSpan.FromDays(3));
        (await room.EventTypesAsync())[(told + 1)..].ShouldBe(["customer.subscription.updated", "invoice.created"]);
        (await room.GetAsync("/v1/subscriptions/" + id)).Text("status").ShouldBe("active");
        room.Time.Advance(TimeSpan.FromHours(1));
        (await room.EventTypesAsync())[(told + 3)..].ShouldBe(
        [
            "customer.updated", "invoice.finalized", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "invoice_payment.paid",
            "invoice.updated", "invoice.paid", "invoice.payment_succeeded",
        ]);
        var previous = (await room.GetAsync("/v1/events?type=customer.subscription.updated")).First().GetProperty("data").GetProperty("previous_attributes");
        previous.Text("status").ShouldBe("trialing");
        previous.GetProperty("items").First().Number("current_period_end").ShouldBeLessThan(room.Now);
    }

    [Fact]
    public async Task An_anchor_on_the_31st_bills_at_every_months_end_and_leaves_no_gap()
    {
        await using var room = await SandboxRoom.OpenAsync(time: new FakeTime(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)));
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        room.Time.MoveTo(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var periods = (await room.GetAsync("/v1/invoices?limit=100")).GetProperty("data").EnumerateArray().Reverse()
            .Select(invoice => invoice.GetProperty("lines").First().GetProperty("period")).ToList();
        periods.Select(period => DateTimeOffset.FromUnixTimeSeconds(period.Number("start")).Day).ShouldBe([31, 28, 31, 30, 31]);
        periods.Zip(periods.Skip(1)).ShouldAllBe(pair => pair.First.Number("end") == pair.Second.Number("start"));
    }

    [Fact]
    public async Task A_failing_card_is_retried_recovers_with_a_new_card_and_ends_the_subscription_without_one()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        var id = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Text("id");
        var bad = (await room.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={customer}")).Text("id");
        await room.PostAsync("/v1/subscriptions/" + id, $"default_payment_method={bad}");
        room.Time.Advance(TimeSpan.FromDays(31) + TimeSpan.FromHours(1));
        var late = await room.GetAsync($"/v1/subscriptions/{id}?expand[]=latest_invoice");
        (late.Text("status"), late.GetProperty("latest_invoice").Text("status"), late.GetProperty("latest_invoice").Number("attempt_count")).ShouldBe(("past_due", "open", 1));
        late.GetProperty("latest_invoice").Number("next_payment_attempt").ShouldBeGreaterThan(room.Now);
        var good = (await room.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Text("id");
        await room.PostAsync($"/v1/invoices/{late.GetProperty("latest_invoice").Text("id")}/pay", $"payment_method={good}");
        (await room.GetAsync("/v1/subscriptions/" + id)).Text("status").ShouldBe("active");
        room.Time.Advance(TimeSpan.FromDays(60));
        var ended = await room.GetAsync("/v1/subscriptions/" + id);
        (ended.Text("status"), ended.GetProperty("cancellation_details").Text("reason")).ShouldBe(("canceled", "payment_failed"));
    }

    [Theory]
    [InlineData("cancel", "canceled", "customer.subscription.deleted")]
    [InlineData("pause", "paused", "customer.subscription.paused")]
    [InlineData("create_invoice", "active", "invoice.created")]
    public async Task A_trial_without_a_card_ends_as_it_was_told_to(string behavior, string status, string last)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(card: null), await room.MonthlyPriceAsync());
        var id = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "trial_period_days=7",
            $"trial_settings[end_behavior][missing_payment_method]={behavior}")).Text("id");
        room.Time.Advance(TimeSpan.FromDays(7));
        (await room.GetAsync("/v1/subscriptions/" + id)).Text("status").ShouldBe(status);
        (await room.EventTypesAsync())[^1].ShouldBe(last);
    }

    [Fact]
    public async Task Cancelling_at_the_periods_end_can_be_undone_and_else_ends_it_then()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        var id = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Text("id");
        var planned = await room.PostAsync("/v1/subscriptions/" + id, "cancel_at_period_end=true");
        planned.Number("cancel_at").ShouldBe(planned.GetProperty("items").First().Number("current_period_end"));
        (await room.PostAsync("/v1/subscriptions/" + id, "cancel_at_period_end=false")).IsNull("cancel_at").ShouldBeTrue();
        await room.PostAsync("/v1/subscriptions/" + id, "cancel_at_period_end=true");
        room.Time.Advance(TimeSpan.FromDays(31));
        var ended = await room.GetAsync("/v1/subscriptions/" + id);
        (ended.Text("status"), ended.Number("ended_at"), ended.Number("canceled_at") < ended.Number("ended_at")).ShouldBe(("canceled", planned.Number("cancel_at"), true));
        (await room.GetAsync("/v1/invoices")).Ids().Count.ShouldBe(1);
    }
}
