namespace BillingPortal.Tests.Sandbox.Invoices;

public sealed class DraftInvoiceTests
{
    [Fact]
    public async Task Items_of_a_draft_come_change_and_go_and_its_sums_follow()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var draft = (await room.PostAsync("/v1/invoices", $"customer={customer}", "currency=usd")).Text("id");
        var first = (await room.PostAsync("/v1/invoiceitems", $"invoice={draft}", $"customer={customer}", "amount=2000", "currency=usd")).Text("id");
        var second = (await room.PostAsync("/v1/invoiceitems", $"invoice={draft}", $"customer={customer}", "unit_amount_decimal=12.5", "quantity=3")).Text("id");
        (await TotalAsync(room, draft)).ShouldBe(2038);
        await room.PostAsync("/v1/invoiceitems/" + second, "quantity=4");
        (await TotalAsync(room, draft)).ShouldBe(2050);
        await room.PostAsync("/v1/coupons", "id=HALF", "percent_off=50");
        await room.PostAsync("/v1/invoiceitems/" + first, "discounts[0][coupon]=HALF");
        (await TotalAsync(room, draft)).ShouldBe(1050);
        await room.DeleteAsync("/v1/invoiceitems/" + second);
        (await TotalAsync(room, draft)).ShouldBe(1000);
        await room.PostAsync($"/v1/invoices/{draft}/finalize");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/invoiceitems/" + first, "amount=1")).Error.Text("code").ShouldBe("invoice_not_editable");
        (await room.RefusedAsync(HttpMethod.Delete, "/v1/invoiceitems/" + first)).Error.Text("code").ShouldBe("invoice_not_editable");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/invoiceitems", $"invoice={draft}", $"customer={customer}", "amount=1", "currency=usd")).Error.Text("code").ShouldBe("invoice_not_editable");
    }

    [Fact]
    public async Task A_negative_item_is_not_discountable_unless_it_is_said()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        (await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=-500", "currency=usd")).GetProperty("discountable").GetBoolean().ShouldBeFalse();
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd");
        await room.PostAsync("/v1/coupons", "id=HALF", "percent_off=50");
        (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "discounts[0][coupon]=HALF")).Number("total").ShouldBe(500);
    }

    [Fact]
    public async Task A_finalized_invoice_keeps_its_words_and_amounts_and_takes_metadata()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await OpenInvoiceAsync(room, 2000);
        (await room.PostAsync("/v1/invoices/" + id, "metadata[a]=b")).GetProperty("metadata").Text("a").ShouldBe("b");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/invoices/" + id, "description=Other")).Error.Text("code").ShouldBe("invoice_not_editable");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/invoices/" + id, "discounts=")).Error.Text("param").ShouldBe("discounts");
    }

    [Fact]
    public async Task Too_little_to_charge_is_paid_at_once_and_waits_as_the_customers_debt()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await OpenInvoiceAsync(room, 49);
        var invoice = await room.GetAsync("/v1/invoices/" + id);
        (invoice.Text("status"), invoice.Number("total"), invoice.Number("amount_due"), invoice.Number("ending_balance")).ShouldBe(("paid", 49, 0, 49));
        var move = (await room.GetAsync($"/v1/customers/{invoice.Text("customer")}/balance_transactions")).First();
        (move.Text("type"), move.Number("amount"), move.Number("ending_balance")).ShouldBe(("invoice_too_small", 49, 49));
        await room.PostAsync("/v1/invoiceitems", $"customer={invoice.Text("customer")}", "amount=100", "currency=usd");
        var next = await room.PostAsync("/v1/invoices", $"customer={invoice.Text("customer")}", "pending_invoice_items_behavior=include");
        (next.Number("total"), next.Number("amount_due"), next.Number("starting_balance")).ShouldBe((100, 149, 49));
    }

    [Theory, InlineData("amount_too_small", 49, "usd"), InlineData("amount_too_large", 100_000_000, "usd"), InlineData("invalid_charge_amount", 5124, "kwd")]
    public async Task A_payment_asks_for_an_amount_that_can_be_charged(string code, long amount, string currency)
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", $"amount={amount}", $"currency={currency}")).Error.Text("code").ShouldBe(code);
    }

    [Fact]
    public async Task Voiding_gives_the_used_credit_back()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-500", "currency=usd");
        var id = await OpenInvoiceAsync(room, 2000, customer);
        (await room.GetAsync("/v1/invoices/" + id)).Number("amount_due").ShouldBe(1500);
        await room.PostAsync($"/v1/invoices/{id}/void");
        var moves = (await room.GetAsync($"/v1/customers/{customer}/balance_transactions")).GetProperty("data").EnumerateArray().Select(move => (move.Text("type"), move.Number("ending_balance")));
        moves.ShouldBe([("unapplied_from_invoice", -500), ("applied_to_invoice", 0), ("adjustment", -500)]);
    }

    [Fact]
    public async Task A_customer_has_one_currency()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=eur");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd")).Error.Text("message").ShouldContain("combine currencies");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/customers/{customer}/balance_transactions", "amount=1", "currency=usd")).Error.Text("param").ShouldBe("currency");
    }

    [Fact]
    public async Task Lines_are_paged_in_both_directions()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        for (var item = 1; item <= 4; item++)
            await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"amount={item}00", "currency=usd");
        var path = $"/v1/invoices/{(await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include")).Text("id")}/lines";
        var first = await room.GetAsync(path + "?limit=3");
        (first.Ids().Count, first.GetProperty("has_more").GetBoolean()).ShouldBe((3, true));
        var rest = await room.GetAsync($"{path}?limit=3&starting_after={first.Ids()[2]}");
        (rest.Ids().Count, rest.GetProperty("has_more").GetBoolean()).ShouldBe((1, false));
        (await room.GetAsync($"{path}?limit=2&ending_before={rest.Ids()[0]}")).Ids().ShouldBe(first.Ids()[1..]);
    }

    [Fact]
    public async Task A_mailed_invoice_tells_that_it_will_be_due_and_that_it_is_overdue()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd");
        var id = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "collection_method=send_invoice", "days_until_due=7")).Text("id");
        await room.PostAsync($"/v1/invoices/{id}/send");
        room.Time.Advance(TimeSpan.FromDays(4));
        (await room.EventTypesAsync())[^1].ShouldBe("invoice.will_be_due");
        room.Time.Advance(TimeSpan.FromDays(3));
        (await room.EventTypesAsync())[^1].ShouldBe("invoice.overdue");
    }

    [Fact]
    public async Task A_preview_shows_the_discount_and_the_tax_that_it_is_asked_for()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync("/v1/customers/" + customer, "address[country]=DE");
        await room.PostAsync("/v1/coupons", "id=HALF", "percent_off=50", "max_redemptions=1");
        var preview = await room.PostAsync("/v1/invoices/create_preview", $"customer={customer}", "discounts[0][coupon]=HALF", "automatic_tax[enabled]=true",
            $"subscription_details[items][0][price]={await room.MonthlyPriceAsync()}");
        (preview.Number("subtotal"), preview.Number("total")).ShouldBe((2400, 1428));
        (await room.GetAsync("/v1/coupons/HALF")).Number("times_redeemed").ShouldBe(0);
    }

    private static async Task<string> OpenInvoiceAsync(SandboxRoom room, long amount, string? customer = null)
    {
        customer ??= await room.CustomerAsync();
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"amount={amount}", "currency=usd");
        var id = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include")).Text("id");
        await room.PostAsync($"/v1/invoices/{id}/finalize");
        return id;
    }

    private static async Task<long> TotalAsync(SandboxRoom room, string invoice) => (await room.GetAsync("/v1/invoices/" + invoice)).Number("total");
}
