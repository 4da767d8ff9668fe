using System.Net;

namespace BillingPortal.Tests.Sandbox.Checkout;

public sealed class CheckoutModesTests
{
    private static readonly string[] Urls = ["success_url=http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}", "cancel_url=http://127.0.0.1:1/back"];

    [Fact]
    public async Task A_single_payment_makes_a_paid_invoice_when_it_is_asked_for()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.PostAsync("/v1/checkout/sessions", ["mode=payment", $"line_items[0][price]={await OnceAsync(room, 1500)}", "line_items[0][quantity]=2",
            "invoice_creation[enabled]=true", "invoice_creation[invoice_data][description]=Workshop", "payment_intent_data[metadata][seat]=7", "submit_type=book", .. Urls]);
        session.Number("amount_total").ShouldBe(3000);
        (await room.PayAsync(session.Text("url"), "4242424242424242")).ShouldLeadTo("http://127.0.0.1:1/done?session=" + session.Text("id"));
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=invoice&expand[]=payment_intent&expand[]=customer");
        (done.Text("payment_status"), done.GetProperty("invoice").Text("status"), done.GetProperty("invoice").Number("amount_paid"), done.GetProperty("invoice").Text("description")).ShouldBe(("paid", "paid", 3000, "Workshop"));
        (done.GetProperty("payment_intent").Text("status"), done.GetProperty("payment_intent").GetProperty("metadata").Text("seat")).ShouldBe(("succeeded", "7"));
        done.GetProperty("customer").Text("email").ShouldBe("demo@example.com");
        (await room.EventTypesAsync())[^1].ShouldBe("checkout.session.completed");
    }

    [Fact]
    public async Task A_single_payment_needs_no_customer_unless_it_asks_for_one()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = await OnceAsync(room, 1500);
        foreach (var (creation, made) in new[] { ("if_required", false), ("always", true) })
        {
            var session = await room.PostAsync("/v1/checkout/sessions", ["mode=payment", $"line_items[0][price]={price}", "line_items[0][quantity]=1", $"customer_creation={creation}", .. Urls]);
            (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
            (await room.GetAsync("/v1/checkout/sessions/" + session.Text("id"))).IsNull("customer").ShouldBe(!made);
        }
    }

    [Fact]
    public async Task A_setup_saves_the_card_on_its_customer_and_charges_nothing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var session = await room.PostAsync("/v1/checkout/sessions", ["mode=setup", "currency=eur", $"customer={customer}", .. Urls]);
        using var asked = await room.PayAsync(session.Text("url"), "4000002500003155");
        using var approved = await room.Http.PostAsync(new Uri(room.Http.BaseAddress!, asked.Headers.Location!.OriginalString), CheckoutRoom.Form(("outcome", "approve")));
        approved.ShouldLeadTo("http://127.0.0.1:1/done?session=" + session.Text("id"));
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=setup_intent");
        (done.Text("payment_status"), done.Text("currency"), done.GetProperty("setup_intent").Text("status")).ShouldBe(("no_payment_required", "eur", "succeeded"));
        (await room.GetAsync($"/v1/customers/{customer}/payment_methods")).First().GetProperty("card").Text("last4").ShouldBe("3155");
        (await room.EventTypesAsync()).ShouldNotContain("charge.succeeded");
    }

    [Fact]
    public async Task A_trial_without_a_card_asks_for_none()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "subscription_data[trial_period_days]=14", "payment_method_collection=if_required",
            "subscription_data[trial_settings][end_behavior][missing_payment_method]=cancel");
        (await room.Http.GetStringAsync(new Uri(session.Text("url")))).ShouldNotContain("cardNumber");
        using var started = await room.Http.PostAsync(new Uri(session.Text("url")), CheckoutRoom.Form(("email", "demo@example.com")));
        started.ShouldLeadTo("http://127.0.0.1:1/done?session=" + session.Text("id"));
        var subscription = (await room.GetAsync("/v1/subscriptions")).First();
        (subscription.Text("status"), subscription.IsNull("default_payment_method"), subscription.IsNull("pending_setup_intent")).ShouldBe(("trialing", true, true));
    }

    [Fact]
    public async Task What_is_bought_once_goes_on_the_first_invoice_of_the_subscription()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), $"line_items[1][price]={await OnceAsync(room, 5000)}", "line_items[1][quantity]=1");
        session.Number("amount_total").ShouldBe(7400);
        (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=invoice");
        (done.GetProperty("invoice").Number("amount_paid"), done.GetProperty("invoice").GetProperty("lines").GetProperty("data").GetArrayLength()).ShouldBe((7400, 2));
    }

    [Fact]
    public async Task A_session_costs_what_its_price_costs_in_the_session_s_currency()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = (await room.PostAsync("/v1/prices", "product_data[name]=Workshop", "currency=usd", "unit_amount=1500", "currency_options[eur][unit_amount]=1400")).Text("id");
        var session = await room.PostAsync("/v1/checkout/sessions", ["mode=payment", "currency=eur", $"line_items[0][price]={price}", "line_items[0][quantity]=2", .. Urls]);
        (session.Text("currency"), session.Number("amount_total")).ShouldBe(("eur", 2800));
        var (_, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/checkout/sessions", ["mode=payment", "currency=gbp", $"line_items[0][price]={price}", "line_items[0][quantity]=2", .. Urls]);
        error.Text("message").ShouldContain("currency_options");
    }

    [Fact]
    public async Task Each_way_of_showing_a_session_has_its_own_addresses()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = await OnceAsync(room, 1500);
        string[] items = ["mode=payment", $"line_items[0][price]={price}", "line_items[0][quantity]=1"];
        var embedded = await room.PostAsync("/v1/checkout/sessions", [.. items, "ui_mode=embedded_page", "return_url=http://127.0.0.1:1/back"]);
        (embedded.IsNull("url"), embedded.Text("client_secret").StartsWith(embedded.Text("id"), StringComparison.Ordinal)).ShouldBe((true, true));
        foreach (var (wrong, param) in new[] { ("ui_mode=embedded_page", "return_url"), ("return_url=http://127.0.0.1:1/x", "return_url"), ("cancel_url=http://127.0.0.1:1/x", "success_url") })
            (await room.RefusedAsync(HttpMethod.Post, "/v1/checkout/sessions", [.. items, wrong])).Error.Text("param").ShouldBe(param);
    }

    [Fact]
    public async Task Fields_and_consents_of_the_merchant_are_asked_for_and_kept()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "phone_number_collection[enabled]=true", "consent_collection[terms_of_service]=required",
            "custom_fields[0][key]=size", "custom_fields[0][label][type]=custom", "custom_fields[0][label][custom]=Team size", "custom_fields[0][type]=dropdown",
            "custom_fields[0][dropdown][options][0][label]=Small", "custom_fields[0][dropdown][options][0][value]=small", "custom_text[submit][message]=See you soon",
            "custom_fields[1][key]=po", "custom_fields[1][label][type]=custom", "custom_fields[1][label][custom]=Order", "custom_fields[1][type]=numeric", "custom_fields[1][optional]=true");
        using var missing = await room.PayAsync(session.Text("url"), "4242424242424242");
        var page = WebUtility.HtmlDecode(await missing.Content.ReadAsStringAsync());
        foreach (var words in new[] { "Your phone number is incomplete.", "This field is required.", "Please accept the terms of service to go on.", "See you soon", "Order (optional)" })
            page.ShouldContain(words);
        using var paid = await room.Http.PostAsync(new Uri(session.Text("url")), CheckoutRoom.Form(("email", "demo@example.com"), ("cardNumber", "4242424242424242"), ("cardExpiry", "12 / 34"),
            ("cardCvc", "123"), ("billingName", "Demo"), ("billingCountry", "US"), ("phone", "+43 1 234567"), ("terms", "on"), ("field-size", "small")));
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var done = await room.GetAsync("/v1/checkout/sessions/" + session.Text("id"));
        done.GetProperty("custom_fields")[0].GetProperty("dropdown").Text("value").ShouldBe("small");
        (done.GetProperty("consent").Text("terms_of_service"), done.GetProperty("customer_details").Text("phone")).ShouldBe(("accepted", "+43 1 234567"));
    }

    [Fact]
    public async Task An_expired_session_can_be_taken_up_again_where_its_maker_offers_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "after_expiration[recovery][enabled]=true");
        await room.PostAsync($"/v1/checkout/sessions/{session.Text("id")}/expire");
        var recovery = (await room.GetAsync("/v1/checkout/sessions/" + session.Text("id"))).GetProperty("after_expiration").GetProperty("recovery");
        using var taken = await room.Http.GetAsync(new Uri(recovery.Text("url")));
        var id = taken.Headers.Location!.OriginalString.Split('/')[^1];
        (await room.GetAsync("/v1/checkout/sessions/" + id)).Text("recovered_from").ShouldBe(session.Text("id"));
    }

    [Fact]
    public async Task A_saved_card_pays_again_where_it_may_be_shown()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var card = (await room.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Text("id");
        await room.PostAsync($"/v1/payment_methods/{card}", "allow_redisplay=always");
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), $"customer={customer}");
        (await room.Http.GetStringAsync(new Uri(session.Text("url")))).ShouldContain(card);
        using var paid = await room.Http.PostAsync(new Uri(session.Text("url")), CheckoutRoom.Form(("savedCard", card)));
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await room.GetAsync("/v1/subscriptions")).First().Text("default_payment_method").ShouldBe(card);
    }

    private static async Task<string> OnceAsync(SandboxRoom room, long amount) =>
        (await room.PostAsync("/v1/prices", "product_data[name]=Workshop", "currency=usd", $"unit_amount={amount}")).Text("id");
}
