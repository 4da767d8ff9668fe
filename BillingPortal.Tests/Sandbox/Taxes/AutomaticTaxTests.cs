using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Taxes;

public sealed class AutomaticTaxTests
{
    [Fact]
    public async Task Tax_comes_on_top_where_the_customer_lives()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await BilledAsync(room, ["address[country]=DE"]);
        (invoice.Number("subtotal"), invoice.Number("total"), invoice.Number("total_excluding_tax")).ShouldBe((2400, 2856, 2400));
        invoice.GetProperty("automatic_tax").Text("status").ShouldBe("complete");
        var tax = invoice.GetProperty("total_taxes")[0];
        (tax.Number("amount"), tax.Number("taxable_amount"), tax.Text("tax_behavior"), tax.Text("taxability_reason")).ShouldBe((456, 2400, "exclusive", "standard_rated"));
        var rate = await room.GetAsync("/v1/tax_rates/" + tax.GetProperty("tax_rate_details").Text("tax_rate"));
        (rate.Text("country"), rate.GetProperty("percentage").GetDecimal(), rate.Text("tax_type")).ShouldBe(("DE", 19, "vat"));
        (await room.GetAsync("/v1/tax_rates")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_inclusive_price_holds_its_tax()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await BilledAsync(room, ["address[country]=FR"], "tax_behavior=inclusive");
        (invoice.Number("total"), invoice.Number("total_excluding_tax"), invoice.Number("subtotal_excluding_tax")).ShouldBe((2400, 2000, 2000));
    }

    [Fact]
    public async Task A_province_may_have_two_taxes()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await BilledAsync(room, ["address[country]=CA", "address[postal_code]=H2X 1Y4"]);
        invoice.GetProperty("total_taxes").EnumerateArray().Select(tax => tax.Number("amount")).ShouldBe([120, 239]);
    }

    [Theory]
    [InlineData("customer_exempt", "tax_exempt=exempt", "address[country]=DE")]
    [InlineData("reverse_charge", "tax_exempt=reverse", "address[country]=DE")]
    [InlineData("reverse_charge", "address[country]=IE", "tax_id_data[0][type]=eu_vat", "tax_id_data[0][value]=IE1234567FA")]
    [InlineData("zero_rated", "address[country]=US", "address[state]=OR")]
    [InlineData("not_collecting", "address[country]=BR")]
    public async Task Who_owes_no_tax_is_charged_none_and_the_invoice_says_why(string reason, params string[] customer)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await BilledAsync(room, customer);
        (invoice.Number("total"), invoice.GetProperty("total_taxes")[0].Number("amount"), invoice.GetProperty("total_taxes")[0].Text("taxability_reason")).ShouldBe((2400, 0, reason));
    }

    [Fact]
    public async Task Without_a_place_a_subscription_is_refused_and_a_draft_waits_for_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={customer}", $"items[0][price]={await room.MonthlyPriceAsync()}", "automatic_tax[enabled]=true"))
            .Error.Text("code").ShouldBe("customer_tax_location_invalid");
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=1000", "currency=usd");
        var draft = await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "automatic_tax[enabled]=true");
        draft.GetProperty("automatic_tax").Text("status").ShouldBe("requires_location_inputs");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{draft.Text("id")}/finalize")).Error.Text("code").ShouldBe("customer_tax_location_invalid");
        (await room.GetAsync("/v1/invoices/" + draft.Text("id"))).GetProperty("last_finalization_error").Text("code").ShouldBe("customer_tax_location_invalid");
        (await room.EventTypesAsync()).ShouldContain("invoice.finalization_failed");
        await room.PostAsync("/v1/customers/" + customer, "address[country]=DE");
        (await room.PostAsync($"/v1/invoices/{draft.Text("id")}/finalize")).Number("total").ShouldBe(1190);
    }

    [Fact]
    public async Task A_renewal_whose_place_got_lost_goes_out_without_tax_and_says_so()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var first = await BilledAsync(room, ["address[country]=DE"]);
        await room.PostAsync("/v1/customers/" + first.Text("customer"), "address=");
        room.Time.Advance(TimeSpan.FromDays(32));
        var renewal = (await room.GetAsync("/v1/invoices?limit=1")).First();
        (renewal.Text("status"), renewal.Number("total"), renewal.GetProperty("automatic_tax").Text("disabled_reason")).ShouldBe(("paid", 2400, "finalization_requires_location_inputs"));
        (await room.GetAsync("/v1/subscriptions")).First().GetProperty("automatic_tax").GetProperty("enabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Discounts_come_before_tax()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/coupons", "id=HALF", "percent_off=50");
        (await BilledAsync(room, ["address[country]=DE"], null, "discounts[0][coupon]=HALF")).Number("total").ShouldBe(1428);
    }

    [Fact]
    public async Task A_merchants_own_rates_apply_and_an_items_rate_goes_before_the_default()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var high = (await room.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=20", "inclusive=false")).Text("id");
        var low = (await room.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=5.5", "inclusive=true")).Text("id");
        var price = await room.MonthlyPriceAsync();
        var subscription = await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={price}", $"items[0][tax_rates][0]={low}",
            $"items[1][price]={await room.MonthlyPriceAsync()}", $"default_tax_rates[0]={high}");
        subscription.GetProperty("default_tax_rates")[0].Text("id").ShouldBe(high);
        (await room.GetAsync("/v1/invoices")).First().GetProperty("lines").GetProperty("data").EnumerateArray()
            .Select(line => line.GetProperty("taxes")[0].Number("amount")).ShouldBe([125, 480]);
        await room.PostAsync("/v1/tax_rates/" + high, "active=false");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={price}", $"default_tax_rates[0]={high}"))
            .Error.Text("message").ShouldContain("archived");
    }

    [Theory, InlineData("DE000000000", "verified"), InlineData("DE111111111", "unverified"), InlineData("DE222222222", "pending")]
    public async Task Test_values_decide_what_the_authority_says_of_a_tax_id(string value, string status)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var made = await room.PostAsync($"/v1/customers/{customer}/tax_ids", "type=eu_vat", $"value={value}");
        (made.GetProperty("verification").Text("status"), made.Text("country")).ShouldBe((status, "DE"));
        (await room.GetAsync($"/v1/customers/{customer}?expand[0]=tax_ids")).GetProperty("tax_ids").Ids().ShouldBe([made.Text("id")]);
        await room.DeleteAsync($"/v1/customers/{customer}/tax_ids/{made.Text("id")}");
        (await room.EventTypesAsync()).ShouldContain("customer.tax_id.deleted");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/customers/{customer}/tax_ids", "type=eu_vat", "value=123")).Error.Text("code").ShouldBe("tax_id_invalid");
    }

    private static async Task<JsonElement> BilledAsync(SandboxRoom room, string[] who, string? price = null, params string[] more)
    {
        var customer = (await room.PostAsync("/v1/customers", ["payment_method=pm_card_visa", "invoice_settings[default_payment_method]=pm_card_visa", .. who])).Text("id");
        var made = (await room.PostAsync("/v1/prices", ["product_data[name]=Team", "currency=usd", "unit_amount=2400", "recurring[interval]=month", .. price is null ? [] : new[] { price }])).Text("id");
        await room.PostAsync("/v1/subscriptions", [$"customer={customer}", $"items[0][price]={made}", "automatic_tax[enabled]=true", .. more]);
        return (await room.GetAsync("/v1/invoices")).First();
    }
}
