using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Payments;

/// <summary>Refunds: what they do to the charge, the balance and the invoice, at once and later.</summary>
public sealed class RefundTests
{
    [Fact]
    public async Task A_part_and_then_the_rest_are_refunded_and_booked()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await PaidAsync(room, "pm_card_visa", 1000);
        var told = (await room.EventTypesAsync()).Count;
        var part = await room.PostAsync("/v1/refunds", $"payment_intent={intent}", "amount=400", "reason=requested_by_customer", "metadata[ticket]=7", "expand[]=balance_transaction");
        (part.Text("status"), part.Text("reason"), part.GetProperty("balance_transaction").Number("net")).ShouldBe(("succeeded", "requested_by_customer", -400));
        (await room.EventTypesAsync())[told..].ShouldBe(["refund.created", "charge.refunded"]);
        var previous = (await room.GetAsync("/v1/events?type=charge.refunded")).First().GetProperty("data").GetProperty("previous_attributes");
        previous.Number("amount_refunded").ShouldBe(0);
        var charge = await room.GetAsync("/v1/charges/" + part.Text("charge"));
        (charge.Number("amount_refunded"), charge.GetProperty("refunded").GetBoolean()).ShouldBe((400, false));
        await room.PostAsync("/v1/refunds", $"charge={part.Text("charge")}");
        (await room.GetAsync("/v1/charges/" + part.Text("charge"))).GetProperty("refunded").GetBoolean().ShouldBeTrue();
        (await room.GetAsync($"/v1/refunds?payment_intent={intent}")).Ids().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_slow_refund_is_pending_first_and_arrives_by_itself()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var refund = await room.PostAsync("/v1/refunds", $"payment_intent={await PaidAsync(room, "pm_card_pendingRefund", 1000)}");
        (refund.Text("status"), refund.Text("pending_reason")).ShouldBe(("pending", "processing"));
        var told = (await room.EventTypesAsync()).Count;
        room.Time.Advance(TimeSpan.FromMinutes(1));
        (await room.EventTypesAsync())[told..].ShouldBe(["charge.refund.updated", "refund.updated"]);
        (await room.GetAsync("/v1/refunds/" + refund.Text("id"))).Text("status").ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_refund_that_fails_later_gives_the_amount_back_and_may_be_made_again()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await PaidAsync(room, "pm_card_refundFail", 1000);
        var refund = await room.PostAsync("/v1/refunds", $"payment_intent={intent}", "amount=600");
        refund.Text("status").ShouldBe("succeeded");
        var told = (await room.EventTypesAsync()).Count;
        room.Time.Advance(TimeSpan.FromMinutes(1));
        (await room.EventTypesAsync())[told..].ShouldBe(["charge.refund.updated", "refund.updated", "refund.failed"]);
        var failed = await room.GetAsync($"/v1/refunds/{refund.Text("id")}?expand[]=failure_balance_transaction");
        (failed.Text("status"), failed.Text("failure_reason"), failed.GetProperty("failure_balance_transaction").Number("amount")).ShouldBe(("failed", "expired_or_canceled_card", 600));
        (await room.GetAsync("/v1/charges/" + refund.Text("charge"))).Number("amount_refunded").ShouldBe(0);
        (await room.GetAsync($"/v1/balance_transactions?source={refund.Text("id")}")).GetProperty("data").EnumerateArray().Sum(row => row.Number("net")).ShouldBe(0);
        (await room.PostAsync("/v1/refunds", $"payment_intent={intent}")).Number("amount").ShouldBe(1000);
    }

    [Fact]
    public async Task What_cannot_be_refunded_is_refused()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await PaidAsync(room, "pm_card_visa", 1000);
        var held = (await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", "payment_method=pm_card_visa", "capture_method=manual", "confirm=true")).Text("id");
        var made = (await room.PostAsync("/v1/refunds", $"payment_intent={intent}", "amount=100")).Text("id");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"payment_intent={intent}", "amount=901")).Error.Text("param").ShouldBe("amount");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"payment_intent={held}")).Error.Text("code").ShouldBe("payment_intent_unexpected_state");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"payment_intent={intent}", "reason=regret")).Error.Text("param").ShouldBe("reason");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds")).Error.Text("code").ShouldBe("parameter_missing");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/refunds/{made}/cancel")).Error.Text("message").ShouldContain("requires_action");
    }

    [Fact]
    public async Task An_invoice_stays_paid_when_its_payment_is_refunded()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var made = await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}", "expand[]=latest_invoice.payments");
        var invoice = made.GetProperty("latest_invoice");
        var intent = invoice.GetProperty("payments").First().GetProperty("payment").Text("payment_intent");
        await room.PostAsync("/v1/refunds", $"payment_intent={intent}");
        var after = await room.GetAsync("/v1/invoices/" + invoice.Text("id"));
        (after.Text("status"), after.Number("amount_paid")).ShouldBe(("paid", 2400));
        (await room.GetAsync("/v1/subscriptions/" + made.Text("id"))).Text("status").ShouldBe("active");
    }

    [Fact]
    public async Task Letting_go_of_held_money_shows_as_refunded_without_a_refund()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var held = await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", "payment_method=pm_card_visa", "capture_method=manual", "confirm=true");
        (await room.PostAsync($"/v1/payment_intents/{held.Text("id")}/cancel")).Number("amount_capturable").ShouldBe(0);
        var charge = await room.GetAsync("/v1/charges/" + held.Text("latest_charge"));
        (charge.GetProperty("captured").GetBoolean(), charge.GetProperty("refunded").GetBoolean(), charge.IsNull("balance_transaction")).ShouldBe((false, true, true));
    }

    [Fact]
    public async Task The_fee_is_taken_from_each_charge_and_the_money_is_pending_unless_the_card_bypasses_that()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var plain = await TransactionAsync(room, "pm_card_visa");
        (plain.Number("amount"), plain.Number("fee"), plain.Number("net"), plain.Text("status")).ShouldBe((1000, 59, 941, "pending"));
        (await TransactionAsync(room, "pm_card_bypassPending")).Text("status").ShouldBe("available");
        room.Time.Advance(TimeSpan.FromDays(2));
        (await room.GetAsync("/v1/balance_transactions/" + plain.Text("id"))).Text("status").ShouldBe("available");
    }

    private static async Task<string> PaidAsync(SandboxRoom room, string card, long amount) =>
        (await room.PostAsync("/v1/payment_intents", $"amount={amount}", "currency=usd", $"payment_method={card}", "confirm=true")).Text("id");

    private static async Task<JsonElement> TransactionAsync(SandboxRoom room, string card) => (await room.PostAsync("/v1/payment_intents",
        "amount=1000", "currency=usd", $"payment_method={card}", "confirm=true", "expand[]=latest_charge.balance_transaction")).GetProperty("latest_charge").GetProperty("balance_transaction");
}
