namespace BillingPortal.Tests.Sandbox.Invoices;

public sealed class InvoiceTests
{
    [Fact]
    public async Task Waiting_items_become_lines_and_paying_a_draft_finalizes_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd", "description=Setup");
        var draft = await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include");
        (draft.Text("status"), draft.Number("amount_due"), draft.IsNull("number")).ShouldBe(("draft", 2000, true));
        var paid = await room.PostAsync($"/v1/invoices/{draft.Text("id")}/pay");
        (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_remaining")).ShouldBe(("paid", 2000, 0));
        paid.Text("number").ShouldEndWith("-0001");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{draft.Text("id")}/pay")).Error.Text("code").ShouldBe("invoice_already_paid");
    }

    [Fact]
    public async Task Credit_is_used_before_the_card()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-3000", "currency=usd");
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd");
        var draft = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include")).Text("id");
        var open = await room.PostAsync($"/v1/invoices/{draft}/finalize");
        (open.Text("status"), open.Number("amount_due"), open.Number("starting_balance"), open.Number("ending_balance")).ShouldBe(("paid", 0, -3000, -1000));
        (await room.GetAsync("/v1/customers/" + customer)).Number("balance").ShouldBe(-1000);
        (await room.GetAsync($"/v1/customers/{customer}/balance_transactions")).Ids().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_voided_invoice_cancels_its_payment_and_takes_no_more()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd");
        var id = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "auto_advance=false")).Text("id");
        await room.PostAsync($"/v1/invoices/{id}/finalize");
        (await room.PostAsync($"/v1/invoices/{id}/void")).Text("status").ShouldBe("void");
        (await room.GetAsync("/v1/payment_intents")).First().Text("status").ShouldBe("canceled");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{id}/pay")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task The_links_of_an_invoice_lead_to_a_page_and_a_pdf()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}");
        var invoice = (await room.GetAsync("/v1/invoices")).First();
        (await room.Http.GetStringAsync(new Uri(invoice.Text("hosted_invoice_url")))).ShouldContain(invoice.Text("number"));
        var pdf = await room.Http.GetByteArrayAsync(new Uri(invoice.Text("invoice_pdf")));
        System.Text.Encoding.Latin1.GetString(pdf).ShouldStartWith("%PDF-1.4");
    }
}
