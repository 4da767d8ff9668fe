using System.Globalization;
using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Invoices;

/// <summary>Real invoices of many makes over HTTP: what their lines say is what the invoice says.</summary>
public sealed class InvoiceAddsUpTests
{
    [Theory, InlineData("usd"), InlineData("jpy"), InlineData("kwd")]
    public async Task Every_sum_of_an_invoice_is_the_sum_of_its_lines(string currency)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var dice = new Random(currency.Length + currency[0]);
        var rates = new[] { await RateAsync(room, "19", "false"), await RateAsync(room, "7.25", "true"), await RateAsync(room, "9.975", "false") };
        await room.PostAsync("/v1/coupons", "id=PERCENT", "percent_off=33.33", "duration=forever");
        await room.PostAsync("/v1/coupons", "id=AMOUNT", "amount_off=1230", $"currency={currency}", "duration=forever");
        for (var turn = 0; turn < 15; turn++)
        {
            var customer = await room.CustomerAsync(card: null);
            var draft = await room.PostAsync("/v1/invoices", [$"customer={customer}", $"currency={currency}", .. turn % 3 == 0 ? new[] { "discounts[0][coupon]=AMOUNT", "discounts[1][coupon]=PERCENT" } : [],
                .. turn % 2 == 0 ? new[] { $"default_tax_rates[0]={rates[0]}" } : []]);
            for (var line = 0; line < dice.Next(1, 6); line++)
            {
                var amount = (dice.Next(-200, 2000) * 10).ToString(CultureInfo.InvariantCulture);
                await room.PostAsync("/v1/invoiceitems", [$"customer={customer}", $"invoice={draft.Text("id")}", $"amount={amount}", $"currency={currency}",
                    .. dice.Next(3) == 0 ? new[] { "discounts[0][coupon]=PERCENT" } : [], .. dice.Next(3) == 0 ? new[] { $"tax_rates[0]={rates[1]}", $"tax_rates[1]={rates[2]}" } : []]);
            }

            AddsUp(await room.GetAsync("/v1/invoices/" + draft.Text("id")));
            AddsUp(await room.PostAsync($"/v1/invoices/{draft.Text("id")}/finalize"));
        }
    }

    private static void AddsUp(JsonElement invoice)
    {
        var lines = invoice.GetProperty("lines").GetProperty("data").EnumerateArray().ToList();
        var (taken, exclusive, inclusive) = (Sum(lines, "discount_amounts"), Sum(lines, "taxes", "exclusive"), Sum(lines, "taxes", "inclusive"));
        invoice.Number("total").ShouldBe(lines.Sum(line => line.Number("amount")) - taken + exclusive);
        invoice.Number("total_excluding_tax").ShouldBe(invoice.Number("total") - exclusive - inclusive);
        Sum([invoice], "total_discount_amounts").ShouldBe(taken);
        Sum([invoice], "total_pretax_credit_amounts").ShouldBe(taken);
        Sum([invoice], "total_taxes").ShouldBe(exclusive + inclusive);
        invoice.Number("amount_due").ShouldBe(invoice.Text("status") == "paid" ? 0 : Math.Max(invoice.Number("total") + invoice.Number("starting_balance"), 0));
        invoice.Number("amount_remaining").ShouldBe(invoice.Number("amount_due") - invoice.Number("amount_paid"));
        if (!invoice.IsNull("ending_balance"))
            (invoice.Number("total") + invoice.Number("starting_balance") - invoice.Number("amount_due")).ShouldBe(invoice.Number("ending_balance"));
    }

    private static long Sum(IEnumerable<JsonElement> owners, string list, string? behavior = null) => owners.SelectMany(owner => owner.GetProperty(list).EnumerateArray())
        .Where(entry => behavior is null || entry.Text("tax_behavior") == behavior).Sum(entry => entry.Number("amount"));

    private static async Task<string> RateAsync(SandboxRoom room, string percentage, string inclusive) =>
        (await room.PostAsync("/v1/tax_rates", "display_name=Tax", $"percentage={percentage}", $"inclusive={inclusive}")).Text("id");
}
