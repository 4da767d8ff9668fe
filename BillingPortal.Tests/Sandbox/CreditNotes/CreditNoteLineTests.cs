using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.CreditNotes;

/// <summary>Lines of credit notes: their parts of discounts and taxes, by amount, by quantity, and on their own.</summary>
public sealed class CreditNoteLineTests
{
    [Theory, InlineData("false", 1190), InlineData("true", 1000)]
    public async Task Tax_goes_back_in_proportion_and_to_the_cent(string inclusive, long total)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var rate = (await room.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=19", $"inclusive={inclusive}")).Text("id");
        var invoice = await room.OpenInvoiceAsync(await room.CustomerAsync(), [1000], $"default_tax_rates[0]={rate}");
        invoice.Number("total").ShouldBe(total);
        var notes = new List<JsonElement>();
        foreach (var part in new[] { 333, 333, 334 })
            notes.Add(await room.CreditAsync(invoice, Line(invoice.LineOf(1000), $"amount={part}")));
        notes[0].Number("total").ShouldBe(inclusive == "true" ? 333 : 396);
        notes[0].GetProperty("lines").First().GetProperty("tax_rates")[0].Text("id").ShouldBe(rate);
        notes.Sum(note => note.Number("total")).ShouldBe(total);
        notes.Sum(note => note.GetProperty("total_taxes")[0].Number("amount")).ShouldBe(invoice.GetProperty("total_taxes")[0].Number("amount"));
        notes.Sum(note => note.Number("total_excluding_tax")).ShouldBe(invoice.Number("total_excluding_tax"));
        (await room.AgainAsync(invoice)).Text("status").ShouldBe("paid");
    }

    [Fact]
    public async Task Discounts_go_back_with_what_they_were_on()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = (await room.PostAsync("/v1/coupons", "percent_off=25")).Text("id");
        var invoice = await room.OpenInvoiceAsync(await room.CustomerAsync(), [1000, 600], $"discounts[0][coupon]={coupon}");
        invoice.Number("total").ShouldBe(1200);
        var note = await room.CreditAsync(invoice, Line(invoice.LineOf(1000), "amount=400"));
        (note.Number("subtotal"), note.Number("discount_amount"), note.Number("total")).ShouldBe((400, 100, 300));
        note.GetProperty("discount_amounts")[0].Number("amount").ShouldBe(100);
        (await room.RefusedCreditAsync(invoice, Line(invoice.LineOf(1000), "amount=601"))).ShouldContain("$6.00");
    }

    [Fact]
    public async Task A_line_is_credited_by_quantity_or_by_amount_but_not_by_both()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var draft = (await room.PostAsync("/v1/invoices", $"customer={customer}", "currency=usd")).Text("id");
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"invoice={draft}", "quantity=3", "unit_amount_decimal=33.5", "currency=usd");
        var invoice = await room.PostAsync($"/v1/invoices/{draft}/finalize");
        var line = invoice.GetProperty("lines").First();
        line.Number("amount").ShouldBe(101);
        (await room.CreditAsync(invoice, Line(line.Text("id"), "quantity=1"))).Number("total").ShouldBe(34);
        (await room.RefusedCreditAsync(invoice, Line(line.Text("id"), "amount=10"))).ShouldContain("quantity");
        (await room.RefusedCreditAsync(invoice, Line(line.Text("id"), "quantity=3"))).ShouldContain("(2)");
        (await room.CreditAsync(invoice, Line(line.Text("id"), "quantity=2"))).Number("total").ShouldBe(67);
    }

    [Fact]
    public async Task A_line_of_its_own_has_the_taxes_that_it_names()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var rate = (await room.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=20", "inclusive=false")).Text("id");
        var invoice = await room.OpenInvoiceAsync(await room.CustomerAsync(), [5000]);
        var note = await room.CreditAsync(invoice, "lines[0][type]=custom_line_item", "lines[0][description]=Goodwill", "lines[0][quantity]=3", "lines[0][unit_amount_decimal]=100.5",
            $"lines[0][tax_rates][0]={rate}", "lines[1][type]=custom_line_item", "lines[1][unit_amount]=100", $"lines[1][tax_amounts][0][tax_rate]={rate}",
            "lines[1][tax_amounts][0][amount]=20", "lines[1][tax_amounts][0][taxable_amount]=100");
        (note.Number("subtotal"), note.Number("total"), note.GetProperty("total_taxes")[0].Number("amount")).ShouldBe((402, 482, 80));
        var line = note.GetProperty("lines").First();
        (line.Text("type"), line.Text("unit_amount_decimal"), line.IsNull("unit_amount"), line.Text("description")).ShouldBe(("custom_line_item", "100.5", true, "Goodwill"));
        (await room.GetAsync($"/v1/credit_notes/{note.Text("id")}/lines?limit=1")).Ids().ShouldBe([line.Text("id")]);
    }

    [Fact]
    public async Task What_makes_no_line_is_refused_with_its_name()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await room.OpenInvoiceAsync(await room.CustomerAsync(), [1000]);
        async Task<string> ParamAsync(params string[] form) =>
            (await room.RefusedAsync(HttpMethod.Post, "/v1/credit_notes", [$"invoice={invoice.Text("id")}", .. form])).Error.Text("param");
        (await ParamAsync()).ShouldBe("amount");
        (await ParamAsync("lines[0][type]=invoice_line_item", "lines[0][amount]=5")).ShouldBe("lines[0][invoice_line_item]");
        (await ParamAsync(Line("il_unknown", "amount=5"))).ShouldBe("lines[0][invoice_line_item]");
        (await ParamAsync("lines[0][type]=custom_line_item", "lines[0][amount]=5")).ShouldBe("lines[0][amount]");
        (await ParamAsync("lines[0][type]=custom_line_item")).ShouldBe("lines[0][unit_amount]");
        (await ParamAsync([.. Line(invoice.LineOf(1000), "amount=5"), "lines[0][description]=x"])).ShouldBe("lines[0][description]");
        (await ParamAsync("amount=5", "lines[0][type]=custom_line_item", "lines[0][unit_amount]=5")).ShouldBe("amount");
        (await ParamAsync("amount=5", "shipping_cost[shipping_rate]=shr_1")).ShouldBe("shipping_cost");
        (await ParamAsync("amount=5", "surprise=1")).ShouldBe("surprise");
    }

    private static string[] Line(string id, string how) =>
        ["lines[0][type]=invoice_line_item", $"lines[0][invoice_line_item]={id}", $"lines[0][{how.Replace("=", "]=", StringComparison.Ordinal)}"];
}
