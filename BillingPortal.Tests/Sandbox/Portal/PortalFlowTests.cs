using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Portal;

public sealed class PortalFlowTests
{
    [Fact]
    public async Task A_session_for_cancelling_begins_with_it_and_ends_where_it_was_told_to()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room, flow: ["flow_data[type]=subscription_cancel", "flow_data[subscription_cancel][subscription]={subscription}",
            "flow_data[after_completion][type]=redirect", "flow_data[after_completion][redirect][return_url]=http://127.0.0.1:1/done"]);
        (await portal.ReadAsync()).ShouldContain("Cancel your plan");
        (await portal.SendAsync(portal.Of("cancel"))).ShouldLeadTo("http://127.0.0.1:1/done");
        (await portal.ReadAsync()).ShouldContain("Current plan");
    }

    [Fact]
    public async Task A_session_that_only_confirms_shows_the_price_and_changes_the_plan()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var item = "";
        var plain = await PortalRoom.OpenAsync(room);
        item = (await room.GetAsync($"/v1/subscriptions/{plain.Subscription}")).GetProperty("items").First().Text("id");
        var url = (await room.PostAsync("/v1/billing_portal/sessions", $"customer={plain.Customer}", "flow_data[type]=subscription_update_confirm",
            $"flow_data[subscription_update_confirm][subscription]={plain.Subscription}", $"flow_data[subscription_update_confirm][items][0][id]={item}",
            $"flow_data[subscription_update_confirm][items][0][price]={plain.Scale}", "flow_data[after_completion][type]=hosted_confirmation",
            "flow_data[after_completion][hosted_confirmation][custom_message]=Thank you!")).Text("url");
        var portal = plain with { Url = url };
        var page = await portal.ReadAsync();
        page.ShouldContain("$99.00 per month");
        using var done = await portal.SendAsync(portal.Of("update"), ("price", portal.Scale), ("quantity", "1"));
        (await done.Content.ReadAsStringAsync()).ShouldContain("Thank you!");
        (await room.GetAsync($"/v1/subscriptions/{portal.Subscription}")).GetProperty("items").First().GetProperty("price").Text("id").ShouldBe(portal.Scale);
    }

    [Fact]
    public async Task Whoever_takes_the_offer_keeps_the_plan_for_less()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/coupons", "id=STAY", "percent_off=50", "duration=repeating", "duration_in_months=3");
        var portal = await PortalRoom.OpenAsync(room, flow: ["flow_data[type]=subscription_cancel", "flow_data[subscription_cancel][subscription]={subscription}",
            "flow_data[subscription_cancel][retention][type]=coupon_offer", "flow_data[subscription_cancel][retention][coupon_offer][coupon]=STAY"]);
        (await portal.ReadAsync()).ShouldContain("50% off for 3 months");
        (await portal.SendAsync(portal.Of("stay"))).ShouldLeadTo(new Uri(portal.Url).AbsolutePath + "?done=discounted");
        var kept = await room.GetAsync($"/v1/subscriptions/{portal.Subscription}");
        (kept.IsNull("cancel_at"), kept.GetProperty("discounts").GetArrayLength()).ShouldBe((true, 1));
    }

    [Fact]
    public async Task What_the_configuration_forbids_cannot_be_asked_for()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        var closed = (await room.PostAsync("/v1/billing_portal/configurations", "features[subscription_cancel][enabled]=false", "features[invoice_history][enabled]=true")).Text("id");
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/billing_portal/sessions", $"customer={portal.Customer}", $"configuration={closed}",
            "flow_data[type]=subscription_cancel", $"flow_data[subscription_cancel][subscription]={portal.Subscription}");
        (status, error.Text("param")).ShouldBe((400, "flow_data[subscription_cancel][subscription]"));
        (_, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/billing_portal/configurations", "features[subscription_update][enabled]=true");
        error.Text("param").ShouldBe("features[subscription_update][default_allowed_updates]");
    }

    [Fact]
    public async Task The_login_page_gives_a_link_to_whoever_is_a_customer()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.CustomerAsync();
        var url = new Uri((await room.PostAsync("/v1/billing_portal/configurations", "features[invoice_history][enabled]=true", "login_page[enabled]=true")).GetProperty("login_page").Text("url"));
        using var known = await room.Http.PostAsync(url, CheckoutRoom.Form(("email", "demo@example.com")));
        (await known.Content.ReadAsStringAsync()).ShouldContain("/p/session/bps_");
        using var unknown = await room.Http.PostAsync(url, CheckoutRoom.Form(("email", "who@example.com")));
        (await unknown.Content.ReadAsStringAsync()).ShouldNotContain("/p/session/");
    }
}
