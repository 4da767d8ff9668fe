using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Wire;

/// <summary>Parameters that are easily taken and forgotten are heeded: they come back in the answer, and in what is billed.</summary>
public sealed class HeededParameterTests
{
    private const string Preview = "/v1/invoices/create_preview";

    [Fact]
    public async Task A_customers_names_come_back_and_their_wish_for_the_tax_display_is_on_their_invoices()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var made = await room.PostAsync("/v1/customers", "business_name=Acme Ltd", "individual_name=A. Buyer", "invoice_settings[rendering_options][amount_tax_display]=exclude_tax");
        var id = made.Text("id");
        (made.Text("business_name"), made.Text("individual_name")).ShouldBe(("Acme Ltd", "A. Buyer"));
        (await room.PostAsync("/v1/invoices", $"customer={id}")).GetProperty("rendering").Text("amount_tax_display").ShouldBe("exclude_tax");
        (await room.PostAsync("/v1/invoices", $"customer={id}", "rendering[amount_tax_display]=include_inclusive_tax")).GetProperty("rendering").Text("amount_tax_display").ShouldBe("include_inclusive_tax");
        var cleared = await room.PostAsync("/v1/customers/" + id, "business_name=", "invoice_settings[rendering_options]=");
        cleared.TryGetProperty("business_name", out _).ShouldBeFalse();
        cleared.Text("individual_name").ShouldBe("A. Buyer");
        (await room.PostAsync("/v1/invoices", $"customer={id}")).IsNull("rendering").ShouldBeTrue();
    }

    [Fact]
    public async Task A_payments_references_stay_with_it_and_a_refund_knows_whom_to_write_to()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = (await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", "payment_details[order_reference]=order-7")).Text("id");
        await room.PostAsync("/v1/payment_intents/" + id, "payment_details[customer_reference]=buyer-3");
        await room.PostAsync($"/v1/payment_intents/{id}/confirm", "payment_method=pm_card_visa");
        var details = (await room.GetAsync("/v1/payment_intents/" + id)).GetProperty("payment_details");
        (details.Text("order_reference"), details.Text("customer_reference")).ShouldBe(("order-7", "buyer-3"));
        (await room.PostAsync("/v1/refunds", $"payment_intent={id}", "instructions_email=buyer@example.com")).Text("instructions_email").ShouldBe("buyer@example.com");
    }

    [Fact]
    public async Task A_charge_that_comes_with_an_order_has_discounts_and_taxes_of_its_own()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, monthly, setup) = (await room.CustomerAsync(), await room.MonthlyPriceAsync(), await SetupAsync(room));
        var (half, vat) = (await HalfAsync(room), await VatAsync(room));
        string[] order =
            [$"items[0][price]={monthly}", $"add_invoice_items[0][price]={setup}", $"add_invoice_items[0][discounts][0][coupon]={half}", $"add_invoice_items[0][tax_rates][0]={vat}"];
        var made = (await room.PostAsync("/v1/subscriptions", [$"customer={customer}", "expand[0]=latest_invoice", .. order])).GetProperty("latest_invoice");
        (made.Number("total_excluding_tax"), made.Number("total")).ShouldBe((2400 + 450, 2400 + 450 + 90));
        (await room.GetAsync("/v1/coupons/" + half)).Number("times_redeemed").ShouldBe(1);
        var subscription = made.GetProperty("parent").GetProperty("subscription_details").Text("subscription");
        await room.PostAsync("/v1/subscriptions/" + subscription, order[1..]);
        var waiting = (await room.GetAsync("/v1/invoiceitems?pending=true")).First();
        (waiting.Number("amount"), waiting.GetProperty("discounts").GetArrayLength(), waiting.GetProperty("tax_rates")[0].Text("id")).ShouldBe((900, 1, vat));
    }

    [Fact]
    public async Task A_waiting_item_is_previewed_with_other_discounts_and_taxes_but_never_in_another_currency()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var waiting = (await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=900", "currency=usd")).Text("id");
        string[] changed = [$"customer={customer}", $"invoice_items[0][invoiceitem]={waiting}"];
        var preview = await room.PostAsync(Preview, [.. changed, "invoice_items[0][currency]=usd",
            $"invoice_items[0][discounts][0][coupon]={await HalfAsync(room)}", $"invoice_items[0][tax_rates][0]={await VatAsync(room)}"]);
        (preview.Number("subtotal"), preview.Number("total")).ShouldBe((450, 540));
        (await room.RefusedAsync(HttpMethod.Post, Preview, [.. changed, "invoice_items[0][currency]=eur"])).Error.Text("param").ShouldBe("invoice_items[0][currency]");
    }

    [Fact]
    public async Task A_previewed_items_price_is_the_one_in_the_currency_that_was_asked_for()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var price = (await room.PostAsync("/v1/prices", "product_data[name]=Setup", "currency=usd", "unit_amount=900", "currency_options[eur][unit_amount]=800")).Text("id");
        string[] item = [$"customer={customer}", $"invoice_items[0][price]={price}"];
        var preview = await room.PostAsync(Preview, [.. item, "currency=eur", "invoice_items[0][currency]=eur"]);
        (preview.Text("currency"), preview.Number("total")).ShouldBe(("eur", 800));
        (await room.RefusedAsync(HttpMethod.Post, Preview, [.. item, "invoice_items[0][currency]=gbp"])).Error.Text("param").ShouldBe("invoice_items[0][price]");
    }

    [Fact]
    public async Task Checkout_remembers_which_methods_it_leaves_out_and_how_its_invoice_is_printed()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.PostAsync("/v1/checkout/sessions", "mode=payment", $"line_items[0][price]={await SetupAsync(room)}", "line_items[0][quantity]=1", "success_url=http://127.0.0.1:1/done",
            "excluded_payment_method_types[0]=klarna", "invoice_creation[enabled]=true", "invoice_creation[invoice_data][rendering_options][amount_tax_display]=include_inclusive_tax");
        session.GetProperty("excluded_payment_method_types")[0].GetString().ShouldBe("klarna");
        session.GetProperty("invoice_creation").GetProperty("invoice_data").GetProperty("rendering_options").Text("amount_tax_display").ShouldBe("include_inclusive_tax");
        (await room.PayAsync(session.Text("url"), "4242424242424242")).ShouldLeadTo("http://127.0.0.1:1/done");
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=invoice");
        done.GetProperty("invoice").GetProperty("rendering").Text("amount_tax_display").ShouldBe("include_inclusive_tax");
    }

    [Theory]
    [InlineData("any", "incomplete", "requires_action")]
    [InlineData("automatic", "active", "succeeded")]
    public async Task A_subscriptions_wish_for_authentication_reaches_its_invoices_and_their_payments(string asked, string status, string payment)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var made = await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync("pm_card_threeDSecureOptional")}", $"items[0][price]={await room.MonthlyPriceAsync()}",
            $"payment_settings[payment_method_options][card][request_three_d_secure]={asked}", "expand[0]=latest_invoice");
        made.Text("status").ShouldBe(status);
        foreach (var holder in new[] { made, made.GetProperty("latest_invoice") })
            holder.GetProperty("payment_settings").GetProperty("payment_method_options").GetProperty("card").Text("request_three_d_secure").ShouldBe(asked);
        (await room.GetAsync("/v1/payment_intents")).First().Text("status").ShouldBe(payment);
    }

    [Fact]
    public async Task A_renewal_asks_nobody_to_authenticate_because_nobody_is_there()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var made = await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync("pm_card_threeDSecureOptional")}", $"items[0][price]={await room.MonthlyPriceAsync()}");
        await room.PostAsync("/v1/subscriptions/" + made.Text("id"), "payment_settings[payment_method_options][card][request_three_d_secure]=challenge");
        room.Time.Advance(TimeSpan.FromDays(32));
        var renewal = await room.GetAsync("/v1/invoices/" + (await room.GetAsync("/v1/subscriptions/" + made.Text("id"))).Text("latest_invoice"));
        (renewal.Text("billing_reason"), renewal.Text("status")).ShouldBe(("subscription_cycle", "paid"));
        renewal.GetProperty("payment_settings").GetProperty("payment_method_options").GetProperty("card").Text("request_three_d_secure").ShouldBe("challenge");
    }

    [Fact]
    public async Task An_invoice_that_asks_for_authentication_waits_for_a_holder_who_is_there()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = (await room.PostAsync("/v1/invoices", $"customer={await room.CustomerAsync("pm_card_threeDSecureOptional")}", "payment_settings[payment_method_options][card][request_three_d_secure]=any")).Text("id");
        await room.PostAsync("/v1/invoiceitems", $"invoice={invoice}", "amount=900", "currency=usd");
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{invoice}/pay", "off_session=false");
        (status, error.Text("code")).ShouldBe((402, "invoice_payment_intent_requires_action"));
        await room.PostAsync("/v1/invoices/" + invoice, "payment_settings[payment_method_options][card]=");
        (await room.GetAsync("/v1/invoices/" + invoice)).GetProperty("payment_settings").IsNull("payment_method_options").ShouldBeTrue();
    }

    private static async Task<string> SetupAsync(SandboxRoom room) =>
        (await room.PostAsync("/v1/prices", "product_data[name]=Setup", "currency=usd", "unit_amount=900")).Text("id");

    private static async Task<string> HalfAsync(SandboxRoom room) => (await room.PostAsync("/v1/coupons", "percent_off=50", "duration=once")).Text("id");

    private static async Task<string> VatAsync(SandboxRoom room) =>
        (await room.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=20", "inclusive=false")).Text("id");
}
