namespace BillingPortal.Tests.Sandbox.Wire;

/// <summary>What the sandbox cannot act on, it names and refuses wherever it is sent; nothing of it is taken in silence.</summary>
public sealed class UnsupportedTests
{
    private const string Order = "customer={customer}&items[0][price]={price}&";
    private const string Session = "success_url=http://127.0.0.1:1/done&line_items[0][price]={price}&line_items[0][quantity]=1&mode=subscription&";
    private const string Payment = "success_url=http://127.0.0.1:1/done&line_items[0][price]={once}&line_items[0][quantity]=1&mode=payment&";
    private const string Intent = "amount=500&currency=usd&";

    [Theory]
    [InlineData("customers/{customer}", "", "default_source=src_1", "no choice among sources")]
    [InlineData("customers/{customer}", "", "cash_balance[settings][reconciliation_mode]=manual", "cash balance", "cash_balance")]
    [InlineData("customers", "", "cash_balance[settings][reconciliation_mode]=manual", "cash balance", "cash_balance")]
    [InlineData("customers", "", "invoice_settings[rendering_options][template]=inrtem_1", "No such invoice rendering template")]
    [InlineData("subscriptions", Order, "default_source=src_1", "no choice among sources")]
    [InlineData("subscriptions", Order, "on_behalf_of=acct_1", "no connected accounts")]
    [InlineData("subscriptions", Order, "transfer_data[destination]=acct_1", "no connected accounts", "transfer_data")]
    [InlineData("subscriptions", Order, "application_fee_percent=5", "no connected accounts")]
    [InlineData("subscriptions", Order, "payment_settings[payment_method_options][card][network]=visa", "does not act on")]
    [InlineData("subscriptions", Order, "invoice_settings[issuer][type]=account&invoice_settings[issuer][account]=acct_1", "No such account", "invoice_settings[issuer][account]")]
    [InlineData("subscriptions/{subscription}", "", "default_source=src_1", "no choice among sources")]
    [InlineData("invoices", "customer={customer}&", "default_source=src_1", "no choice among sources")]
    [InlineData("invoices", "customer={customer}&", "payment_settings[default_mandate]=mandate_1", "need a mandate")]
    [InlineData("invoices", "customer={customer}&", "payment_settings[payment_method_options][bancontact][preferred_language]=fr", "does not act on", "payment_settings[payment_method_options][bancontact]")]
    [InlineData("invoices", "customer={customer}&", "rendering[template_version]=2", "does not act on")]
    [InlineData("invoices/create_preview", "subscription={subscription}&", "issuer[type]=account&issuer[account]=acct_1", "No such account", "issuer[account]")]
    [InlineData("payment_intents", Intent, "on_behalf_of=acct_1", "no connected accounts")]
    [InlineData("payment_intents", Intent, "application_fee_amount=5", "no connected accounts")]
    [InlineData("payment_intents", Intent, "payment_method_configuration=pmc_1", "no payment method configurations")]
    [InlineData("payment_intents", Intent, "amount_details[tax][total_tax_amount]=5", "does not act on", "amount_details")]
    [InlineData("payment_intents", Intent + "payment_method=pm_card_chargeDeclined&confirm=true&", "payment_method_options[card][moto]=true", "does not act on")]
    [InlineData("setup_intents", "", "attach_to_self=true", "no connected accounts")]
    [InlineData("setup_intents", "", "flow_directions[0]=inbound", "no connected accounts", "flow_directions")]
    [InlineData("setup_intents", "", "payment_method_options[card][network]=visa", "does not act on")]
    [InlineData("webhook_endpoints", "url=https://example.com&enabled_events[0]=*&", "connect=true", "no connected accounts")]
    [InlineData("billing_portal/sessions", "customer={customer}&", "on_behalf_of=acct_1", "no connected accounts")]
    [InlineData("checkout/sessions", Session, "subscription_data[application_fee_percent]=5", "no connected accounts")]
    [InlineData("checkout/sessions", Session, "subscription_data[billing_mode][type]=flexible&subscription_data[billing_mode][flexible][proration_discounts]=itemized",
        "does not itemize", "subscription_data[billing_mode][flexible][proration_discounts]")]
    [InlineData("checkout/sessions", Session, "payment_method_options[card][request_three_d_secure]=any", "does not act on", "payment_method_options")]
    [InlineData("checkout/sessions", Session, "payment_method_configuration=pmc_1", "no payment method configurations")]
    [InlineData("checkout/sessions", Session, "permissions[update_shipping_details]=server_only", "does not act on", "permissions")]
    [InlineData("checkout/sessions", Session, "excluded_payment_method_types[0]=card", "takes cards only", "excluded_payment_method_types")]
    [InlineData("checkout/sessions", Session + "customer={customer}&", "customer_update[shipping]=auto", "collects none")]
    [InlineData("checkout/sessions", Payment, "payment_intent_data[transfer_data][destination]=acct_1", "no connected accounts", "payment_intent_data[transfer_data]")]
    [InlineData("checkout/sessions", Payment, "invoice_creation[enabled]=true&invoice_creation[invoice_data][account_tax_ids][0]=txi_1", "does not act on", "invoice_creation[invoice_data][account_tax_ids]")]
    public async Task What_has_no_counterpart_in_the_sandbox_is_refused_by_its_name(string path, string rest, string unsupported, string why, string? param = null)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        var once = (await room.PostAsync("/v1/prices", "product_data[name]=Setup", "currency=usd", "unit_amount=900")).Text("id");
        var subscription = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Text("id");
        string Named(string text) => text.Replace("{customer}", customer, StringComparison.Ordinal).Replace("{price}", price, StringComparison.Ordinal)
            .Replace("{once}", once, StringComparison.Ordinal).Replace("{subscription}", subscription, StringComparison.Ordinal);
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/" + Named(path), Named(rest + unsupported).Split('&'));
        (status, error.Text("param")).ShouldBe((400, param ?? unsupported.Split('=')[0]));
        error.Text("message").ShouldContain(why);
        await room.PostAsync("/v1/" + Named(path), [.. Named(rest).Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair is not "payment_method=pm_card_chargeDeclined" and not "confirm=true")]);
    }

    [Fact]
    public async Task What_is_sent_empty_or_as_false_asks_for_nothing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.PostAsync("/v1/setup_intents", "attach_to_self=false")).Text("status").ShouldBe("requires_payment_method");
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "on_behalf_of=")).Text("status").ShouldBe("active");
    }
}
