using System.Text.Json;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Sandbox.Billing;

/// <summary>What follows a renewal that fails: the schedule, its end by the account's settings, and the ways back.</summary>
public sealed class DunningTests
{
    private static readonly TimeSpan ToFirstAttempt = TimeSpan.FromDays(31) + TimeSpan.FromHours(1);

    [Fact]
    public async Task Attempts_follow_the_schedule_and_each_failure_is_told()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/_sandbox/settings", "retry_days[]=2", "retry_days[]=4");
        var (id, _) = await FailingAsync(room);
        room.Time.Advance(ToFirstAttempt);
        var told = (await room.EventTypesAsync()).Count;
        var first = await LatestInvoiceAsync(room, id);
        (first.Number("attempt_count"), first.Number("next_payment_attempt")).ShouldBe((1, room.Now + (2 * 86_400)));
        (await StatusAsync(room, id)).ShouldBe("past_due");
        room.Time.Advance(TimeSpan.FromDays(2));
        (await room.EventTypesAsync())[told..].ShouldBe(["charge.failed", "payment_intent.payment_failed", "invoice.updated", "invoice.payment_failed"]);
        var second = await LatestInvoiceAsync(room, id);
        (second.Number("attempt_count"), second.Number("next_payment_attempt")).ShouldBe((2, room.Now + (4 * 86_400)));
        var previous = (await room.GetAsync("/v1/events?type=invoice.updated")).First().GetProperty("data").GetProperty("previous_attributes");
        (previous.Number("attempt_count"), previous.Number("next_payment_attempt")).ShouldBe((1, room.Now));
        room.Time.Advance(TimeSpan.FromDays(4));
        (await StatusAsync(room, id)).ShouldBe("canceled");
        (await room.EventTypesAsync())[^3..].ShouldBe(["invoice.payment_failed", "invoice.updated", "customer.subscription.deleted"]);
    }

    [Theory]
    [InlineData("cancel", "leave_open", "canceled", "open")]
    [InlineData("cancel", "mark_uncollectible", "canceled", "uncollectible")]
    [InlineData("mark_unpaid", "leave_open", "unpaid", "open")]
    [InlineData("mark_unpaid", "mark_uncollectible", "unpaid", "uncollectible")]
    [InlineData("leave_past_due", "leave_open", "past_due", "open")]
    [InlineData("leave_past_due", "mark_uncollectible", "past_due", "uncollectible")]
    public async Task After_the_last_attempt_subscription_and_invoice_end_as_the_settings_say(string after, string invoiceAfter, string status, string invoiceStatus)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var settings = await room.PostAsync("/_sandbox/settings", "retry_days[]=1", $"after_last_retry={after}", $"invoice_after_last_retry={invoiceAfter}");
        (settings.Text("after_last_retry"), settings.GetProperty("retry_days")[0].GetInt64()).ShouldBe((after, 1));
        var (id, _) = await FailingAsync(room);
        room.Time.Advance(ToFirstAttempt + TimeSpan.FromDays(2));
        var invoice = await LatestInvoiceAsync(room, id);
        (await StatusAsync(room, id), invoice.Text("status"), invoice.Number("attempt_count"), invoice.IsNull("next_payment_attempt")).ShouldBe((status, invoiceStatus, 2, true));
    }

    [Fact]
    public async Task An_unpaid_subscription_gets_drafts_that_nobody_charges_until_its_latest_one_is_paid()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/_sandbox/settings", "retry_days[]=1", "after_last_retry=mark_unpaid");
        var (id, customer) = await FailingAsync(room);
        room.Time.Advance(ToFirstAttempt + TimeSpan.FromDays(1));
        var open = (await LatestInvoiceAsync(room, id)).Text("id");
        room.Time.Advance(TimeSpan.FromDays(40));
        var draft = await LatestInvoiceAsync(room, id);
        (draft.Text("status"), draft.GetProperty("auto_advance").GetBoolean(), draft.Number("attempt_count")).ShouldBe(("draft", false, 0));
        var good = (await room.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Text("id");
        await room.PostAsync($"/v1/invoices/{open}/pay", $"payment_method={good}");
        (await StatusAsync(room, id)).ShouldBe("unpaid", "an older invoice does not count");
        await room.PostAsync($"/v1/invoices/{draft.Text("id")}/pay", $"payment_method={good}");
        (await StatusAsync(room, id)).ShouldBe("active");
    }

    [Fact]
    public async Task A_new_default_card_waits_for_the_schedule_and_then_recovers()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, customer) = await FailingAsync(room);
        room.Time.Advance(ToFirstAttempt);
        var good = (await room.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Text("id");
        await room.PostAsync("/v1/subscriptions/" + id, $"default_payment_method={good}");
        (await LatestInvoiceAsync(room, id)).Text("status").ShouldBe("open");
        room.Time.Advance(TimeSpan.FromDays(3));
        var paid = await LatestInvoiceAsync(room, id);
        (paid.Text("status"), paid.Number("attempt_count"), await StatusAsync(room, id)).ShouldBe(("paid", 1, "active"));
    }

    [Fact]
    public async Task Trying_in_between_does_not_move_the_schedule()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, _) = await FailingAsync(room);
        room.Time.Advance(ToFirstAttempt);
        var before = await LatestInvoiceAsync(room, id);
        room.Time.Advance(TimeSpan.FromDays(1));
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{before.Text("id")}/pay")).Error.Text("decline_code").ShouldBe("generic_decline");
        var after = await LatestInvoiceAsync(room, id);
        (after.Number("attempt_count"), after.Number("next_payment_attempt")).ShouldBe((1, before.Number("next_payment_attempt")));
        (await room.EventTypesAsync())[^1].ShouldBe("invoice.payment_failed");
    }

    [Fact]
    public async Task A_card_that_the_bank_refuses_for_good_is_not_tried_again_but_the_schedule_runs_out()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/_sandbox/settings", "retry_days[]=1", "retry_days[]=1");
        var id = await StartedAsync(room, "pm_card_visa");
        await room.PostAsync("/_sandbox/payments/next", "outcome=decline:stolen_card");
        room.Time.Advance(ToFirstAttempt);
        var charges = (await room.GetAsync("/v1/charges?limit=100")).Ids().Count;
        room.Time.Advance(TimeSpan.FromDays(1));
        ((await LatestInvoiceAsync(room, id)).Number("attempt_count"), (await room.GetAsync("/v1/charges?limit=100")).Ids().Count).ShouldBe((2, charges));
        room.Time.Advance(TimeSpan.FromDays(1));
        (await StatusAsync(room, id)).ShouldBe("canceled");
    }

    [Fact]
    public async Task A_holder_who_authenticates_later_settles_the_renewal()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await StartedAsync(room, "pm_card_visa");
        await room.PostAsync("/_sandbox/payments/next", "outcome=authenticate");
        room.Time.Advance(ToFirstAttempt);
        (await room.EventTypesAsync())[^5..].ShouldBe(
            ["payment_intent.requires_action", "invoice.updated", "invoice.payment_action_required", "invoice.payment_failed", "customer.subscription.updated"]);
        var invoice = await room.GetAsync($"/v1/invoices/{(await LatestInvoiceAsync(room, id)).Text("id")}?expand[]=payments.data.payment.payment_intent");
        var intent = invoice.GetProperty("payments").First().GetProperty("payment").GetProperty("payment_intent");
        intent.Text("status").ShouldBe("requires_action");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("outcome", "approve")]);
        using var page = await room.Http.PostAsync("/3ds/" + intent.Text("id"), form);
        ((await LatestInvoiceAsync(room, id)).Text("status"), await StatusAsync(room, id)).ShouldBe(("paid", "active"));
    }

    [Fact]
    public async Task Giving_up_the_latest_invoice_puts_the_subscription_in_order()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, _) = await FailingAsync(room);
        room.Time.Advance(ToFirstAttempt);
        await room.PostAsync($"/v1/invoices/{(await LatestInvoiceAsync(room, id)).Text("id")}/mark_uncollectible");
        (await StatusAsync(room, id)).ShouldBe("active");
    }

    [Fact]
    public async Task A_mailed_invoice_that_is_not_paid_in_time_leaves_the_subscription_past_due()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var id = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={await room.MonthlyPriceAsync()}", "collection_method=send_invoice", "days_until_due=5")).Text("id");
        room.Time.Advance(TimeSpan.FromDays(4));
        (await StatusAsync(room, id)).ShouldBe("active");
        room.Time.Advance(TimeSpan.FromDays(2));
        (await StatusAsync(room, id)).ShouldBe("past_due");
        await room.PostAsync($"/v1/invoices/{(await LatestInvoiceAsync(room, id)).Text("id")}/pay", "paid_out_of_band=true");
        (await StatusAsync(room, id)).ShouldBe("active");
    }

    [Fact]
    public async Task Settings_survive_a_restart_and_nonsense_is_refused()
    {
        using var data = new DataDirectory();
        var options = new SandboxOptions { DataDirectory = data.Path };
        await using (var before = await SandboxRoom.OpenAsync(options))
        {
            await before.PostAsync("/_sandbox/settings", "after_last_retry=mark_unpaid", "retry_days[]=9");
            (await before.RefusedAsync(HttpMethod.Post, "/_sandbox/settings", "after_last_retry=explode")).Error.Text("param").ShouldBe("after_last_retry");
            (await before.RefusedAsync(HttpMethod.Post, "/_sandbox/settings", "retry_days[]=0")).Error.Text("param").ShouldBe("retry_days[0]");
        }

        await using var room = await SandboxRoom.OpenAsync(options);
        var kept = await room.GetAsync("/_sandbox/settings");
        (kept.Text("after_last_retry"), kept.GetProperty("retry_days")[0].GetInt64()).ShouldBe(("mark_unpaid", 9));
    }

    /// <summary>A subscription that began well and whose card fails from now on.</summary>
    private static async Task<(string Id, string Customer)> FailingAsync(SandboxRoom room)
    {
        var id = await StartedAsync(room, "pm_card_visa");
        var customer = (await room.GetAsync("/v1/subscriptions/" + id)).Text("customer");
        var bad = (await room.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={customer}")).Text("id");
        await room.PostAsync("/v1/subscriptions/" + id, $"default_payment_method={bad}");
        return (id, customer);
    }

    private static async Task<string> StartedAsync(SandboxRoom room, string card) => (await room.PostAsync(
        "/v1/subscriptions", $"customer={await room.CustomerAsync(card)}", $"items[0][price]={await room.MonthlyPriceAsync()}")).Text("id");

    private static async Task<string> StatusAsync(SandboxRoom room, string id) => (await room.GetAsync("/v1/subscriptions/" + id)).Text("status");

    private static async Task<JsonElement> LatestInvoiceAsync(SandboxRoom room, string id) =>
        (await room.GetAsync($"/v1/subscriptions/{id}?expand[]=latest_invoice")).GetProperty("latest_invoice");
}
