using System.Text;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Sandbox.CreditNotes;

/// <summary>Credit notes over HTTP: what they take off open invoices, what they give back of paid ones, and what is refused.</summary>
public sealed class CreditNoteTests
{
    [Fact]
    public async Task An_open_invoice_asks_for_less_and_its_payment_follows()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await room.OpenInvoiceAsync(await room.CustomerAsync(), [2000]);
        var told = (await room.EventTypesAsync()).Count;
        var note = await room.CreditAsync(invoice, "amount=600", "reason=order_change", "memo=Fewer seats");
        (note.Text("number"), note.Text("type"), note.Text("status")).ShouldBe((invoice.Text("number") + "-CN-01", "pre_payment", "issued"));
        (note.Number("total"), note.Number("pre_payment_amount"), note.Number("post_payment_amount")).ShouldBe((600, 600, 0));
        (await room.EventTypesAsync())[told..].ShouldBe(["credit_note.created", "invoice.updated"]);
        var lowered = await room.AgainAsync(invoice);
        (lowered.Number("amount_due"), lowered.Number("amount_remaining"), lowered.Number("total"), lowered.Number("pre_payment_credit_notes_amount")).ShouldBe((1400, 1400, 2000, 600));
        var paid = await room.PostAsync($"/v1/invoices/{invoice.Text("id")}/pay");
        (paid.Text("status"), paid.Number("amount_paid")).ShouldBe(("paid", 1400));
        (await room.GetAsync("/v1/charges")).First().Number("amount").ShouldBe(1400);
        (await room.CreditAsync(invoice, "amount=1", "credit_amount=1")).Text("number").ShouldEndWith("-CN-02");
    }

    [Fact]
    public async Task An_invoice_that_is_credited_whole_is_paid_and_nothing_is_charged()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync("pm_card_chargeCustomerFail");
        var subscription = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={await room.MonthlyPriceAsync()}", "payment_behavior=allow_incomplete");
        var invoice = await room.GetAsync("/v1/invoices/" + subscription.Text("latest_invoice"));
        var told = (await room.EventTypesAsync()).Count;
        var note = await room.CreditAsync(invoice, "lines[0][type]=invoice_line_item", $"lines[0][invoice_line_item]={invoice.LineOf(2400)}", "lines[0][quantity]=1");
        (await room.EventTypesAsync())[told..].ShouldBe(
            ["credit_note.created", "payment_intent.canceled", "invoice.updated", "invoice.paid", "invoice.payment_succeeded", "customer.subscription.updated"]);
        var paid = await room.AgainAsync(invoice);
        (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_due"), paid.Number("pre_payment_credit_notes_amount")).ShouldBe(("paid", 0, 0, 2400));
        (await room.GetAsync("/v1/subscriptions/" + subscription.Text("id"))).Text("status").ShouldBe("active");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/credit_notes/{note.Text("id")}/void")).Error.Text("message").ShouldContain("open invoice");
    }

    [Fact]
    public async Task Of_a_paid_invoice_a_part_is_refunded_a_part_credited_and_a_part_settled_elsewhere()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var invoice = await room.PaidInvoiceAsync(customer, [3000]);
        var told = (await room.EventTypesAsync()).Count;
        var note = await room.CreditAsync(invoice, "amount=1800", "refund_amount=1000", "credit_amount=500", "out_of_band_amount=300", "reason=duplicate",
            "expand[0]=customer_balance_transaction", "expand[1]=refunds.refund");
        (await room.EventTypesAsync())[told..].ShouldBe(["refund.created", "charge.refunded", "customer.updated", "credit_note.created", "invoice.updated"]);
        (note.Text("type"), note.Number("post_payment_amount"), note.Number("out_of_band_amount")).ShouldBe(("post_payment", 1800, 300));
        var refund = note.GetProperty("refunds")[0];
        (refund.Number("amount_refunded"), refund.GetProperty("refund").Number("amount"), refund.GetProperty("refund").Text("reason")).ShouldBe((1000, 1000, "duplicate"));
        var move = note.GetProperty("customer_balance_transaction");
        (move.Text("type"), move.Number("amount"), move.Text("credit_note"), move.Text("invoice")).ShouldBe(("credit_note", -500, note.Text("id"), invoice.Text("id")));
        (await room.GetAsync("/v1/customers/" + customer)).Number("balance").ShouldBe(-500);
        var after = await room.AgainAsync(invoice);
        (after.Text("status"), after.Number("amount_paid"), after.Number("amount_due"), after.Number("post_payment_credit_notes_amount")).ShouldBe(("paid", 3000, 3000, 1800));
        (await room.OpenInvoiceAsync(customer, [800])).Number("amount_due").ShouldBe(300, "the credit pays for the next invoice");
        (await room.RefusedCreditAsync(invoice, "amount=1201", "credit_amount=1201")).ShouldContain("$12.00");
    }

    [Fact]
    public async Task What_is_given_back_must_be_what_was_paid()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var paid = await room.PaidInvoiceAsync(customer, [1000]);
        (await room.RefusedCreditAsync(paid, "amount=500")).ShouldContain("($0.00) must equal");
        (await room.RefusedCreditAsync(paid, "amount=500", "refund_amount=300", "credit_amount=300")).ShouldContain("($6.00)");
        var open = await room.OpenInvoiceAsync(customer, [1000]);
        (await room.RefusedCreditAsync(open, "amount=500", "credit_amount=500")).ShouldContain("($5.00)");
        (await room.RefusedCreditAsync(open, "amount=1001")).ShouldContain("$10.00");
        var elsewhere = await room.PostAsync($"/v1/invoices/{open.Text("id")}/pay", "paid_out_of_band=true");
        (await room.RefusedCreditAsync(elsewhere, "amount=1000", "refund_amount=1000")).ShouldContain("left to refund");
        var draft = await room.PostAsync("/v1/invoices", $"customer={customer}", "currency=usd");
        (await room.RefusedCreditAsync(draft, "amount=1")).ShouldContain("draft");
        (await room.GetAsync("/v1/credit_notes")).Ids().ShouldBeEmpty();
        (await room.GetAsync("/v1/customers/" + customer)).Number("balance").ShouldBe(0);
    }

    [Fact]
    public async Task A_note_on_an_invoice_that_credit_has_paid_in_part_is_mixed()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        await room.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-300", "currency=usd");
        var invoice = await room.OpenInvoiceAsync(customer, [1000]);
        invoice.Number("amount_due").ShouldBe(700);
        var note = await room.CreditAsync(invoice, "amount=1000", "credit_amount=300");
        (note.Text("type"), note.Number("pre_payment_amount"), note.Number("post_payment_amount")).ShouldBe(("mixed", 700, 300));
        var paid = await room.AgainAsync(invoice);
        (paid.Text("status"), paid.Number("pre_payment_credit_notes_amount"), paid.Number("post_payment_credit_notes_amount")).ShouldBe(("paid", 700, 300));
        (await room.GetAsync("/v1/customers/" + customer)).Number("balance").ShouldBe(-300);
    }

    [Fact]
    public async Task A_refund_from_before_is_accounted_for_and_only_once()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await room.PaidInvoiceAsync(await room.CustomerAsync(), [1000]);
        var intent = (await room.GetAsync($"/v1/invoice_payments?invoice={invoice.Text("id")}")).First().GetProperty("payment").Text("payment_intent");
        var refund = (await room.PostAsync("/v1/refunds", $"payment_intent={intent}", "amount=600")).Text("id");
        var note = await room.CreditAsync(invoice, "amount=400", $"refunds[0][refund]={refund}", "refunds[0][amount_refunded]=400");
        note.GetProperty("refunds")[0].Text("refund").ShouldBe(refund);
        (await room.RefusedCreditAsync(invoice, "amount=400", $"refunds[0][refund]={refund}", "refunds[0][amount_refunded]=400")).ShouldContain("(200)");
        await room.CreditAsync(invoice, "amount=200", $"refunds[0][refund]={refund}");
        (await room.GetAsync("/v1/refunds")).Ids().Count.ShouldBe(1);
        (await room.RefusedCreditAsync(invoice, "amount=400", "refund=" + refund)).ShouldContain("refunds");
    }

    [Fact]
    public async Task A_voided_note_asks_for_its_amount_again()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await room.OpenInvoiceAsync(await room.CustomerAsync(), [2000]);
        var note = (await room.CreditAsync(invoice, "amount=600")).Text("id");
        var told = (await room.EventTypesAsync()).Count;
        var voided = await room.PostAsync($"/v1/credit_notes/{note}/void");
        (voided.Text("status"), voided.Number("voided_at")).ShouldBe(("void", room.Now));
        (await room.EventTypesAsync())[told..].ShouldBe(["credit_note.voided", "invoice.updated"]);
        var after = await room.AgainAsync(invoice);
        (after.Number("amount_due"), after.Number("amount_remaining"), after.Number("pre_payment_credit_notes_amount")).ShouldBe((2000, 2000, 0));
        await room.RefusedAsync(HttpMethod.Post, $"/v1/credit_notes/{note}/void");
        (await room.CreditAsync(invoice, "amount=100")).Text("number").ShouldEndWith("-CN-02", Case.Sensitive, "numbers are not used twice");
        (await room.PostAsync($"/v1/invoices/{invoice.Text("id")}/pay")).Number("amount_paid").ShouldBe(1900);
    }

    [Fact]
    public async Task A_preview_is_the_note_and_leaves_nothing_behind()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var invoice = await room.PaidInvoiceAsync(customer, [1000]);
        var told = await room.EventTypesAsync();
        var asked = $"invoice={invoice.Text("id")}&amount=700&refund_amount=500&credit_amount=200";
        var preview = await room.GetAsync("/v1/credit_notes/preview?" + asked);
        (preview.Number("total"), preview.Number("post_payment_amount"), preview.GetProperty("refunds").GetArrayLength()).ShouldBe((700, 700, 0));
        var lines = await room.GetAsync("/v1/credit_notes/preview/lines?" + asked);
        lines.Ids().ShouldBe([preview.GetProperty("lines").First().Text("id")]);
        (await room.EventTypesAsync()).ShouldBe(told);
        (await room.GetAsync("/v1/credit_notes")).Ids().ShouldBeEmpty();
        (await room.GetAsync("/v1/customers/" + customer)).Number("balance").ShouldBe(0);
        (await room.CreditAsync(invoice, "amount=700", "refund_amount=500", "credit_amount=200")).Text("number").ShouldBe(preview.Text("number"));
    }

    [Fact]
    public async Task A_restart_keeps_notes_and_what_is_left_to_credit()
    {
        using var data = new DataDirectory();
        var options = new SandboxOptions { DataDirectory = data.Path };
        System.Text.Json.JsonElement invoice, note;
        await using (var before = await SandboxRoom.OpenAsync(options))
        {
            invoice = await before.OpenInvoiceAsync(await before.CustomerAsync(), [1000]);
            note = await before.CreditAsync(invoice, "lines[0][type]=invoice_line_item", $"lines[0][invoice_line_item]={invoice.LineOf(1000)}", "lines[0][amount]=300");
        }

        await using var room = await SandboxRoom.OpenAsync(options);
        System.Text.Json.JsonElement.DeepEquals(WithoutAddress(await room.GetAsync("/v1/credit_notes/" + note.Text("id"))), WithoutAddress(note)).ShouldBeTrue();
        (await room.RefusedCreditAsync(invoice, "amount=701")).ShouldContain("$7.00");

        // Links carry the port, which is another one after the restart.
        static System.Text.Json.JsonElement WithoutAddress(System.Text.Json.JsonElement shown) =>
            System.Text.Json.JsonSerializer.SerializeToElement(shown.EnumerateObject().Where(part => part.Name != "pdf").ToDictionary(part => part.Name, part => part.Value));
    }

    [Fact]
    public async Task Notes_are_found_changed_and_printed()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var (one, two) = (await room.OpenInvoiceAsync(customer, [1000]), await room.OpenInvoiceAsync(customer, [1000]));
        var first = (await room.CreditAsync(one, "amount=100", "metadata[a]=b")).Text("id");
        var second = await room.CreditAsync(two, "amount=100", "memo=Sorry");
        (await room.GetAsync($"/v1/credit_notes?customer={customer}")).Ids().ShouldBe([second.Text("id"), first]);
        (await room.GetAsync($"/v1/credit_notes?invoice={one.Text("id")}&created[gte]={room.Now}")).Ids().ShouldBe([first]);
        (await room.GetAsync($"/v1/credit_notes?limit=1&starting_after={second.Text("id")}")).Ids().ShouldBe([first]);
        var changed = await room.PostAsync($"/v1/credit_notes/{first}", "memo=Thanks", "metadata[a]=c");
        (changed.Text("memo"), changed.GetProperty("metadata").Text("a")).ShouldBe(("Thanks", "c"));
        (await room.EventTypesAsync())[^1].ShouldBe("credit_note.updated");
        var pdf = await room.Http.GetByteArrayAsync(new Uri(second.Text("pdf")).AbsolutePath);
        Encoding.Latin1.GetString(pdf).ShouldStartWith("%PDF-");
        (await room.Http.GetAsync("/cn/cn_nothing/pdf")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }
}
