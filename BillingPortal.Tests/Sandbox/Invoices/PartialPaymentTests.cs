namespace BillingPortal.Tests.Sandbox.Invoices;

/// <summary>Invoices that are paid in parts, by payments attached to them.</summary>
public sealed class PartialPaymentTests
{
    [Fact]
    public async Task Parts_add_up_and_the_invoices_own_payment_asks_for_the_rest()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (invoice, customer) = await OpenInvoiceAsync(room, 2000);
        var part = await IntentAsync(room, customer, 500, "confirm=true");
        var after = await room.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={part}", "expand[]=payments.data.payment.payment_intent");
        (after.Text("status"), after.Number("amount_paid"), after.Number("amount_remaining"), after.Number("amount_due")).ShouldBe(("open", 500, 1500, 2000));
        var own = after.GetProperty("payments").GetProperty("data").EnumerateArray().Single(payment => payment.GetProperty("is_default").GetBoolean());
        (own.Number("amount_requested"), own.GetProperty("payment").GetProperty("payment_intent").Number("amount")).ShouldBe((1500, 1500));
        var paid = await room.PostAsync($"/v1/invoices/{invoice}/pay", "expand[]=payments");
        (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_remaining")).ShouldBe(("paid", 2000, 0));
        paid.GetProperty("payments").GetProperty("data").EnumerateArray().Sum(payment => payment.Number("amount_paid")).ShouldBe(2000);
        (await room.GetAsync("/v1/charges")).GetProperty("data").EnumerateArray().Sum(charge => charge.Number("amount_captured")).ShouldBe(2000);
    }

    [Fact]
    public async Task A_payment_that_succeeds_later_counts_when_it_does_and_the_last_one_settles()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (invoice, customer) = await OpenInvoiceAsync(room, 2000);
        var whole = await IntentAsync(room, customer, 2000);
        (await room.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={whole}")).Number("amount_remaining").ShouldBe(2000);
        var told = (await room.EventTypesAsync()).Count;
        await room.PostAsync($"/v1/payment_intents/{whole}/confirm", "payment_method=pm_card_visa");
        (await room.EventTypesAsync())[told..].ShouldBe(
            ["charge.succeeded", "payment_intent.succeeded", "invoice_payment.paid", "payment_intent.canceled", "invoice.updated", "invoice.paid", "invoice.payment_succeeded"]);
        (await room.GetAsync($"/v1/invoice_payments?invoice={invoice}&status=canceled")).First().GetProperty("is_default").GetBoolean().ShouldBeTrue("its own payment is not needed any more");
    }

    [Fact]
    public async Task What_is_too_much_becomes_the_customers_credit()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (invoice, customer) = await OpenInvoiceAsync(room, 2000);
        var more = await IntentAsync(room, customer, 2600, "confirm=true");
        var paid = await room.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={more}");
        (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_overpaid")).ShouldBe(("paid", 2000, 600));
        (await room.GetAsync("/v1/customers/" + customer)).Number("balance").ShouldBe(-600);
        (await room.GetAsync($"/v1/customers/{customer}/balance_transactions")).First().Text("type").ShouldBe("invoice_overpaid");
    }

    [Fact]
    public async Task A_part_that_fails_leaves_the_invoice_as_it_was()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (invoice, customer) = await OpenInvoiceAsync(room, 2000);
        var part = await IntentAsync(room, customer, 500);
        await room.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={part}");
        await room.RefusedAsync(HttpMethod.Post, $"/v1/payment_intents/{part}/confirm", "payment_method=pm_card_visa_chargeDeclined");
        var after = await room.GetAsync("/v1/invoices/" + invoice);
        (after.Number("attempt_count"), after.Number("amount_remaining"), after.Text("status")).ShouldBe((0, 2000, "open"));
    }

    [Fact]
    public async Task Payments_that_do_not_fit_are_refused()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (invoice, customer) = await OpenInvoiceAsync(room, 2000);
        var stranger = await IntentAsync(room, await room.CustomerAsync(), 500);
        var euros = (await room.PostAsync("/v1/payment_intents", "amount=500", "currency=eur", $"customer={customer}")).Text("id");
        var gone = await IntentAsync(room, customer, 500);
        await room.PostAsync($"/v1/payment_intents/{gone}/cancel");
        foreach (var wrong in new[] { stranger, euros, gone })
            (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{invoice}/attach_payment", $"payment_intent={wrong}")).Error.Text("param").ShouldBe("payment_intent");
        var twice = await IntentAsync(room, customer, 500);
        await room.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={twice}");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{invoice}/attach_payment", $"payment_intent={twice}")).Status.ShouldBe(400);
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{invoice}/attach_payment", "payment_record=pr_1")).Error.Text("code").ShouldBe("resource_missing");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{invoice}/pay", "payment_method=pm_card_visa")).Error.Text("param").ShouldBe("payment_method");
    }

    private static async Task<(string Invoice, string Customer)> OpenInvoiceAsync(SandboxRoom room, long amount)
    {
        var customer = await room.CustomerAsync();
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"amount={amount}", "currency=usd");
        var invoice = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "auto_advance=false")).Text("id");
        await room.PostAsync($"/v1/invoices/{invoice}/finalize");
        return (invoice, customer);
    }

    private static async Task<string> IntentAsync(SandboxRoom room, string customer, long amount, params string[] more)
    {
        string[] card = more.Length == 0 ? [] : ["payment_method=pm_card_visa"];
        return (await room.PostAsync("/v1/payment_intents", ["currency=usd", $"amount={amount}", $"customer={customer}", .. card, .. more])).Text("id");
    }
}
