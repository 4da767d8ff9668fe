namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Checkout sessions: opened, read, expired, and completed the way Stripe's command line completes them.</summary>
internal static class CheckoutJourneys
{
    private static readonly string[] Urls = ["success_url=http://127.0.0.1:9/return?session_id={CHECKOUT_SESSION_ID}", "cancel_url=http://127.0.0.1:9/pricing"];

    public static async Task SessionsAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(), await api.MonthlyPriceAsync());
        var session = (await api.PostAsync("/v1/checkout/sessions", ["mode=subscription", $"customer={customer}", "client_reference_id=org_1", $"line_items[0][price]={price}", "line_items[0][quantity]=2",
            "subscription_data[trial_period_days]=14", "subscription_data[metadata][org_id]=org_1", "subscription_data[trial_settings][end_behavior][missing_payment_method]=cancel",
            "metadata[plan]=team", "allow_promotion_codes=true", "customer_update[address]=auto", "customer_update[name]=auto", "tax_id_collection[enabled]=true",
            "payment_method_collection=always", "billing_address_collection=auto", .. Urls])).Id();
        await api.GetAsync($"/v1/checkout/sessions/{session}?expand[0]=line_items&expand[1]=customer");
        await api.GetAsync($"/v1/checkout/sessions/{session}/line_items?limit=5");
        await api.PostAsync($"/v1/checkout/sessions/{session}", "metadata[more]=yes");
        await api.GetAsync($"/v1/checkout/sessions?customer={customer}&status=open");
        await api.PostAsync($"/v1/checkout/sessions/{session}/expire");
        await api.PostAsync("/v1/checkout/sessions", ["mode=setup", "currency=usd", $"customer={customer}", .. Urls]);
        await api.PostAsync("/v1/checkout/sessions", ["mode=subscription", $"line_items[0][price]={price}", "line_items[0][quantity]=1", "customer_email=new@example.test", .. Urls]);
        var item = (await api.GetAsync($"/v1/checkout/sessions/{await EverythingAsync(api, price)}/line_items")).GetProperty("data")[0].Id();
        await api.PostAsync($"/v1/checkout/sessions/{(await api.GetAsync("/v1/checkout/sessions?limit=1")).GetProperty("data")[0].Id()}", $"line_items[0][id]={item}", "line_items[0][quantity]=4");
        await api.PostAsync("/v1/checkout/sessions", "mode=subscription", "ui_mode=embedded_page", "return_url=http://127.0.0.1:9/return", $"line_items[0][price]={price}", "line_items[0][quantity]=1");
        await api.RefusedAsync(HttpMethod.Post, "/v1/checkout/sessions", ["mode=payment", $"line_items[0][price]={price}", "line_items[0][quantity]=1", .. Urls]);
        await api.RefusedAsync(HttpMethod.Post, "/v1/checkout/sessions", ["mode=subscription", $"line_items[0][price]={price}", "line_items[0][quantity]=1", "expires_at=1", .. Urls]);
        await api.TravelAsync(TimeSpan.FromHours(25));
        await api.GetAsync("/v1/checkout/sessions?limit=10");
    }

    /// <summary>A session that asks for whatever a page can ask for.</summary>
    private static async Task<string> EverythingAsync(SandboxSession api, string price) =>
        (await api.PostAsync("/v1/checkout/sessions", ["mode=subscription", $"line_items[0][price]={price}", "line_items[0][quantity]=2", "line_items[0][adjustable_quantity][enabled]=true",
            "line_items[0][adjustable_quantity][maximum]=9", "automatic_tax[enabled]=true", "phone_number_collection[enabled]=true", "billing_address_collection=required",
            "consent_collection[terms_of_service]=required", "consent_collection[promotions]=auto", "custom_text[submit][message]=Thank you", "after_expiration[recovery][enabled]=true",
            "custom_fields[0][key]=size", "custom_fields[0][label][type]=custom", "custom_fields[0][label][custom]=Size", "custom_fields[0][type]=dropdown",
            "custom_fields[0][dropdown][options][0][label]=Small", "custom_fields[0][dropdown][options][0][value]=small",
            "custom_fields[1][key]=note", "custom_fields[1][label][type]=custom", "custom_fields[1][label][custom]=Note", "custom_fields[1][type]=text", "custom_fields[1][text][maximum_length]=20",
            "custom_fields[2][key]=number", "custom_fields[2][label][type]=custom", "custom_fields[2][label][custom]=Number", "custom_fields[2][type]=numeric", "custom_fields[2][optional]=true",
            "name_collection[business][enabled]=true", "name_collection[business][optional]=true", "locale=de", "expand[0]=total_details.breakdown", .. Urls])).Id();

    public static async Task CompletedAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(), await api.MonthlyPriceAsync());
        var trial = (await api.PostAsync("/v1/checkout/sessions", ["mode=subscription", $"customer={customer}", $"line_items[0][price]={price}", "line_items[0][quantity]=1",
            "subscription_data[trial_period_days]=14", .. Urls])).Id();
        await CompleteAsync(api, trial, 0);
        await api.GetAsync($"/v1/checkout/sessions/{trial}?expand[0]=subscription.latest_invoice&expand[1]=customer&expand[2]=line_items");
        var paid = (await api.PostAsync("/v1/checkout/sessions", ["mode=subscription", $"line_items[0][price]={price}", "line_items[0][quantity]=3", .. Urls])).Id();
        await CompleteAsync(api, paid, 4500);
        await api.GetAsync($"/v1/checkout/sessions/{paid}?expand[0]=subscription&expand[1]=invoice&expand[2]=customer");
        var product = (await api.PostAsync("/v1/products", "name=Once")).Id();
        var once = (await api.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=1500")).Id();
        var payment = (await api.PostAsync("/v1/checkout/sessions", ["mode=payment", $"line_items[0][price]={once}", "line_items[0][quantity]=2", .. Urls])).Id();
        await CompleteAsync(api, payment, 3000);
        await api.GetAsync($"/v1/checkout/sessions/{payment}?expand[0]=payment_intent.latest_charge&expand[1]=line_items");
        var coupon = (await api.PostAsync("/v1/coupons", "percent_off=10", "duration=once")).Id();
        var invoiced = (await api.PostAsync("/v1/checkout/sessions", ["mode=payment", $"line_items[0][price]={once}", "line_items[0][quantity]=2", "invoice_creation[enabled]=true",
            "excluded_payment_method_types[0]=klarna", "invoice_creation[invoice_data][rendering_options][amount_tax_display]=exclude_tax",
            "invoice_creation[invoice_data][description]=Order", $"discounts[0][coupon]={coupon}", "payment_intent_data[setup_future_usage]=off_session", .. Urls])).Id();
        await CompleteAsync(api, invoiced, 2700);
        await api.GetAsync($"/v1/checkout/sessions/{invoiced}?expand[0]=invoice&expand[1]=total_details.breakdown&expand[2]=discounts.coupon");
        var saved = (await api.PostAsync("/v1/checkout/sessions", ["mode=setup", "currency=usd", $"customer={customer}", "setup_intent_data[metadata][a]=b", .. Urls])).Id();
        await CompleteAsync(api, saved, 0);
        await api.GetAsync($"/v1/checkout/sessions/{saved}?expand[0]=setup_intent.payment_method");
    }

    private static async Task CompleteAsync(SandboxSession api, string session, long amount)
    {
        var card = (await api.PostAsync("/v1/payment_methods", "type=card", "card[token]=tok_visa", "billing_details[email]=payer@example.test", "billing_details[name]=P. Ayer",
            "billing_details[address][line1]=1 Main St", "billing_details[address][country]=US", "billing_details[address][postal_code]=12345")).Id();
        var done = await api.PostAsync($"/v1/payment_pages/{session}/confirm", $"payment_method={card}", $"expected_amount={amount}");
        if (done.Text("status") != "complete")
            throw new InvalidOperationException($"The session was not completed: {done}");
    }
}
