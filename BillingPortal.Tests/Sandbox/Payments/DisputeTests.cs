namespace BillingPortal.Tests.Sandbox.Payments;

/// <summary>Charges that the bank takes back, asks about or warns of, and what evidence does to them.</summary>
public sealed class DisputeTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("pm_card_createDispute", "fraudulent", "10.4")]
    [InlineData("pm_card_createDisputeProductNotReceived", "product_not_received", "13.1")]
    public async Task A_chargeback_takes_the_amount_and_a_fee(string card, string reason, string networkCode)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var told = (await room.EventTypesAsync()).Count;
        var charge = await ChargedAsync(room, card);
        (await room.EventTypesAsync())[told..].ShouldBe(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.dispute.created", "charge.dispute.funds_withdrawn"], "the bank is heard as soon as the request is done");
        var dispute = (await room.GetAsync($"/v1/disputes?charge={charge}")).First();
        (dispute.Text("status"), dispute.Text("reason"), dispute.Number("amount"), dispute.GetProperty("is_charge_refundable").GetBoolean()).ShouldBe(("needs_response", reason, 4200, false));
        (dispute.GetProperty("payment_method_details").GetProperty("card").Text("case_type"), dispute.GetProperty("payment_method_details").GetProperty("card").Text("network_reason_code"))
            .ShouldBe(("chargeback", networkCode));
        var taken = dispute.GetProperty("balance_transactions")[0];
        (taken.Number("amount"), taken.Number("fee"), taken.Number("net")).ShouldBe((-4200, 1500, -5700));
        (await room.GetAsync("/v1/charges/" + charge)).GetProperty("disputed").GetBoolean().ShouldBeTrue();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"charge={charge}")).Error.Text("message").ShouldContain("charged back");
    }

    [Fact]
    public async Task Winning_evidence_gives_the_amount_and_the_fee_back()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await DisputeAsync(room, "pm_card_createDispute");
        var draft = await room.PostAsync("/v1/disputes/" + id, "evidence[customer_name]=P. Ayer", "submit=false");
        (draft.Text("status"), draft.GetProperty("evidence_details").GetProperty("has_evidence").GetBoolean(), draft.GetProperty("evidence_details").Number("submission_count"))
            .ShouldBe(("needs_response", true, 0));
        var sent = await room.PostAsync("/v1/disputes/" + id, "evidence[uncategorized_text]=winning_evidence");
        (sent.Text("status"), sent.GetProperty("evidence").Text("customer_name"), sent.GetProperty("evidence_details").Number("submission_count")).ShouldBe(("under_review", "P. Ayer", 1));
        var told = (await room.EventTypesAsync()).Count;
        room.Time.Advance(Moment);
        (await room.EventTypesAsync())[told..].ShouldBe(["charge.dispute.closed", "charge.dispute.funds_reinstated"]);
        var won = await room.GetAsync("/v1/disputes/" + id);
        won.Text("status").ShouldBe("won");
        won.GetProperty("balance_transactions").EnumerateArray().Sum(row => row.Number("net")).ShouldBe(0);
        (await room.PostAsync("/v1/refunds", $"charge={won.Text("charge")}")).Text("status").ShouldBe("succeeded");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/disputes/" + id, "evidence[uncategorized_text]=more")).Error.Text("param").ShouldBe("evidence");
    }

    [Fact]
    public async Task Losing_evidence_closing_and_silence_lose_the_money()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (answered, closed, silent) = (await DisputeAsync(room, "pm_card_createDispute"), await DisputeAsync(room, "pm_card_createDispute"), await DisputeAsync(room, "pm_card_createDispute"));
        await room.PostAsync("/v1/disputes/" + answered, "evidence[uncategorized_text]=losing_evidence");
        (await room.PostAsync($"/v1/disputes/{closed}/close")).Text("status").ShouldBe("lost");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/disputes/{closed}/close")).Status.ShouldBe(400);
        room.Time.Advance(Moment);
        (await room.GetAsync("/v1/disputes/" + answered)).Text("status").ShouldBe("lost");
        (await room.GetAsync("/v1/disputes/" + silent)).Text("status").ShouldBe("needs_response");
        room.Time.Advance(TimeSpan.FromDays(10));
        var late = await room.GetAsync("/v1/disputes/" + silent);
        (late.Text("status"), late.GetProperty("evidence_details").GetProperty("past_due").GetBoolean()).ShouldBe(("lost", true));
    }

    [Fact]
    public async Task Other_evidence_is_thought_about()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await DisputeAsync(room, "pm_card_createDispute");
        await room.PostAsync("/v1/disputes/" + id, "evidence[product_description]=A plan");
        room.Time.Advance(TimeSpan.FromDays(30));
        (await room.GetAsync("/v1/disputes/" + id)).Text("status").ShouldBe("under_review");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/disputes/" + id, "evidence[receipt]=file_1")).Error.Text("param").ShouldBe("evidence");
    }

    [Fact]
    public async Task An_inquiry_moves_no_money_and_a_full_refund_ends_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await DisputeAsync(room, "pm_card_createDisputeInquiry");
        var inquiry = await room.GetAsync("/v1/disputes/" + id);
        (inquiry.Text("status"), inquiry.GetProperty("balance_transactions").GetArrayLength(), inquiry.GetProperty("is_charge_refundable").GetBoolean()).ShouldBe(("warning_needs_response", 0, true));
        await room.PostAsync("/v1/refunds", $"charge={inquiry.Text("charge")}", "amount=200");
        (await room.GetAsync("/v1/disputes/" + id)).Text("status").ShouldBe("warning_needs_response");
        await room.PostAsync("/v1/refunds", $"charge={inquiry.Text("charge")}");
        (await room.GetAsync("/v1/disputes/" + id)).Text("status").ShouldBe("warning_closed");
    }

    [Fact]
    public async Task An_inquiry_can_become_a_chargeback()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await DisputeAsync(room, "pm_card_createDisputeInquiry");
        (await room.PostAsync("/v1/disputes/" + id, "evidence[uncategorized_text]=escalate_inquiry_evidence")).Text("status").ShouldBe("warning_under_review");
        var told = (await room.EventTypesAsync()).Count;
        room.Time.Advance(Moment);
        (await room.EventTypesAsync())[told..].ShouldBe(["charge.dispute.updated", "charge.dispute.funds_withdrawn"]);
        var chargeback = await room.GetAsync("/v1/disputes/" + id);
        (chargeback.Text("status"), chargeback.GetProperty("payment_method_details").GetProperty("card").Text("case_type")).ShouldBe(("needs_response", "chargeback"));
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"charge={chargeback.Text("charge")}")).Error.Text("code").ShouldBe("charge_disputed");
    }

    [Fact]
    public async Task Fraud_after_3D_Secure_is_the_banks_own_and_goods_that_did_not_come_are_not()
    {
        await using var room = await SandboxRoom.OpenAsync();
        foreach (var card in new[] { "pm_card_createDispute", "pm_card_createDisputeProductNotReceived" })
        {
            await room.PostAsync("/_sandbox/payments/next", "outcome=authenticate");
            var waiting = (await room.PostAsync("/v1/payment_intents", "amount=4200", "currency=usd", $"payment_method={card}", "confirm=true")).Text("id");
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("outcome", "approve")]);
            using var page = await room.Http.PostAsync("/3ds/" + waiting, form);
        }

        room.Time.Advance(Moment);
        (await room.GetAsync("/v1/disputes")).GetProperty("data").EnumerateArray().Select(dispute => dispute.Text("reason")).ShouldBe(["product_not_received"]);
    }

    [Fact]
    public async Task One_card_is_disputed_twice_and_never_for_more_than_it_paid()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var charge = await ChargedAsync(room, "pm_card_createMultipleDisputes");
        room.Time.Advance(Moment);
        var disputes = (await room.GetAsync($"/v1/disputes?charge={charge}")).GetProperty("data").EnumerateArray().ToList();
        (disputes.Count, disputes.Sum(dispute => dispute.Number("amount"))).ShouldBe((2, 4200));
    }

    [Fact]
    public async Task An_early_fraud_warning_can_be_heeded_by_refunding()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var charge = await ChargedAsync(room, "pm_card_createIssuerFraudRecord");
        room.Time.Advance(Moment);
        (await room.EventTypesAsync())[^1].ShouldBe("radar.early_fraud_warning.created");
        var warning = (await room.GetAsync($"/v1/radar/early_fraud_warnings?charge={charge}")).First();
        warning.GetProperty("actionable").GetBoolean().ShouldBeTrue();
        await room.PostAsync("/v1/refunds", $"charge={charge}");
        (await room.GetAsync("/v1/radar/early_fraud_warnings/" + warning.Text("id"))).GetProperty("actionable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Held_money_is_disputed_only_once_it_is_taken()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var held = (await room.PostAsync("/v1/payment_intents", "amount=4200", "currency=usd", "payment_method=pm_card_createDispute", "capture_method=manual", "confirm=true")).Text("id");
        room.Time.Advance(Moment);
        (await room.GetAsync("/v1/disputes")).Ids().ShouldBeEmpty();
        await room.PostAsync($"/v1/payment_intents/{held}/capture", "amount_to_capture=1000");
        room.Time.Advance(Moment);
        (await room.GetAsync($"/v1/disputes?payment_intent={held}")).First().Number("amount").ShouldBe(1000);
    }

    private static async Task<string> ChargedAsync(SandboxRoom room, string card) => (await room.PostAsync(
        "/v1/payment_intents", "amount=4200", "currency=usd", $"payment_method={card}", "confirm=true")).Text("latest_charge");

    private static async Task<string> DisputeAsync(SandboxRoom room, string card)
    {
        var charge = await ChargedAsync(room, card);
        room.Time.Advance(Moment);
        return (await room.GetAsync($"/v1/disputes?charge={charge}")).First().Text("id");
    }
}
