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
        await api.TravelAsync(TimeSpan.FromHours(25));
        await api.GetAsync("/v1/checkout/sessions?limit=10");
    }

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
