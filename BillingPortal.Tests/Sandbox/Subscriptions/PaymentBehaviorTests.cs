namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>What a change comes to when its payment does not succeed at once.</summary>
public sealed class PaymentBehaviorTests
{
    private const string AtOnce = "proration_behavior=always_invoice";

    [Fact]
    public async Task Allowed_the_change_holds_and_the_subscription_is_behind()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        await room.UseCardAsync("pm_card_chargeCustomerFail");
        var changed = await room.UpdateAsync([.. room.Quantity(3), AtOnce]);
        (changed.Text("status"), changed.GetProperty("items").First().Number("quantity")).ShouldBe(("past_due", 3));
    }

    [Fact]
    public async Task Incomplete_by_default_waits_for_the_holder_without_trying_the_card()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var changed = await room.UpdateAsync([.. room.Quantity(3), AtOnce, "payment_behavior=default_incomplete", "expand[0]=latest_invoice.payments"]);
        var invoice = changed.GetProperty("latest_invoice");
        (changed.Text("status"), invoice.Text("status"), invoice.Number("attempt_count")).ShouldBe(("past_due", "open", 0));
        await room.Room.PostAsync($"/v1/invoices/{invoice.Text("id")}/pay");
        (await room.NowAsync()).Text("status").ShouldBe("active");
    }

    [Theory]
    [InlineData("pm_card_chargeCustomerFail", "card_declined")]
    [InlineData("pm_card_threeDSecure2Required", "subscription_payment_intent_requires_action")]
    public async Task An_error_leaves_everything_as_it_was(string card, string code)
    {
        await using var room = await SubscribedRoom.OpenAsync();
        await room.UseCardAsync(card);
        var (before, told) = (await room.NowAsync(), await room.ToldAsync());
        var (status, error) = await room.RefusedAsync([.. room.Quantity(3), AtOnce, "payment_behavior=error_if_incomplete"]);
        (status, error.Text("code")).ShouldBe((402, code));
        (await room.NowAsync()).GetRawText().ShouldBe(before.GetRawText());
        (await room.ToldAsync(), (await room.WaitingAsync()).Count, (await room.InvoicesAsync()).Count).ShouldBe((told, 0, 1));
    }

    [Fact]
    public async Task A_pending_change_is_applied_when_its_invoice_is_paid()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        await room.UseCardAsync("pm_card_chargeCustomerFail");
        var told = await room.ToldAsync();
        var pending = await room.UpdateAsync([.. room.Quantity(3), AtOnce, "payment_behavior=pending_if_incomplete", "metadata[plan]=three"]);
        var update = pending.GetProperty("pending_update");
        (pending.Text("status"), pending.GetProperty("items").First().Number("quantity"), pending.GetProperty("metadata").EnumerateObject().Any()).ShouldBe(("active", 1, false));
        (update.GetProperty("subscription_items")[0].Number("quantity"), update.Number("expires_at")).ShouldBe((3, room.Room.Now + (23 * 3600)));
        (await room.ToldSinceAsync(told))[^1].ShouldBe("customer.subscription.updated");
        (await room.ToldSinceAsync(told)).Count(type => type == "customer.subscription.updated").ShouldBe(1);
        (await room.RefusedAsync(room.Quantity(2))).Error.Text("param").ShouldBe("items");

        await room.UseCardAsync("pm_card_visa");
        told = await room.ToldAsync();
        await room.Room.PostAsync($"/v1/invoices/{pending.Text("latest_invoice")}/pay");
        var applied = await room.NowAsync();
        (applied.IsNull("pending_update"), applied.GetProperty("items").First().Number("quantity"), applied.GetProperty("metadata").Text("plan")).ShouldBe((true, 3, "three"));
        (await room.ToldSinceAsync(told))[^2..].ShouldBe(["customer.subscription.updated", "customer.subscription.pending_update_applied"]);
    }

    [Fact]
    public async Task A_pending_change_that_is_paid_at_once_never_waits()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var changed = await room.UpdateAsync([.. room.Quantity(3), AtOnce, "payment_behavior=pending_if_incomplete"]);
        (changed.IsNull("pending_update"), changed.GetProperty("items").First().Number("quantity")).ShouldBe((true, 3));
        var update = (await room.Room.GetAsync("/v1/events?limit=1&type=customer.subscription.updated")).First().GetProperty("data").GetProperty("previous_attributes");
        update.GetProperty("items").First().Number("quantity").ShouldBe(1);
        update.TryGetProperty("pending_update", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_pending_change_expires_after_23_hours_and_voids_its_invoice()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        await room.UseCardAsync("pm_card_chargeCustomerFail");
        var pending = await room.UpdateAsync([.. room.Quantity(3), AtOnce, "payment_behavior=pending_if_incomplete"]);
        var told = await room.ToldAsync();
        room.Room.Time.Advance(TimeSpan.FromHours(23));
        var kept = await room.NowAsync();
        (kept.Text("status"), kept.IsNull("pending_update"), kept.GetProperty("items").First().Number("quantity")).ShouldBe(("active", true, 1));
        (await room.Room.GetAsync("/v1/invoices/" + pending.Text("latest_invoice"))).Text("status").ShouldBe("void");
        (await room.ToldSinceAsync(told))[..2].ShouldBe(["customer.subscription.updated", "customer.subscription.pending_update_expired"]);
        room.Room.Time.Advance(TimeSpan.FromDays(40));
        (await room.InvoicesAsync())[0].Number("total").ShouldBe(2400);
    }

    [Fact]
    public async Task Voiding_its_invoice_gives_a_pending_change_up()
    {
        await using var room = await SubscribedRoom.OpenAsync();
        await room.UseCardAsync("pm_card_chargeCustomerFail");
        var pending = await room.UpdateAsync([.. room.Quantity(3), AtOnce, "payment_behavior=pending_if_incomplete"]);
        await room.Room.PostAsync($"/v1/invoices/{pending.Text("latest_invoice")}/void");
        (await room.NowAsync()).IsNull("pending_update").ShouldBeTrue();
    }

    [Theory]
    [InlineData("cancel_at_period_end=true")]
    [InlineData("description=x")]
    [InlineData("pause_collection[behavior]=void")]
    [InlineData("trial_settings[end_behavior][missing_payment_method]=cancel")]
    public async Task What_cannot_wait_is_refused_with_a_pending_change(string other)
    {
        await using var room = await SubscribedRoom.OpenAsync();
        (await room.RefusedAsync([.. room.Quantity(3), AtOnce, "payment_behavior=pending_if_incomplete", other])).Error.Text("param").ShouldBe(other[..other.IndexOfAny(['=', '['])]);
    }

    [Fact]
    public async Task A_subscription_cannot_begin_pending_and_an_incomplete_one_cannot_change()
    {
        await using var room = await SubscribedRoom.OpenWithAsync(card: null, "payment_behavior=default_incomplete");
        (await room.NowAsync()).Text("status").ShouldBe("incomplete");
        (await room.RefusedAsync(room.Quantity(2))).Error.Text("param").ShouldBe("items");
        (await room.UpdateAsync("metadata[a]=b")).GetProperty("metadata").Text("a").ShouldBe("b");
        (await room.Room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={room.Customer}", $"items[0][price]={room.Price}", "payment_behavior=pending_if_incomplete"))
            .Error.Text("param").ShouldBe("payment_behavior");
    }
}
