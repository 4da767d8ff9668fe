using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Elements;

/// <summary>What a browser may do with nothing but a publishable key and a client secret.</summary>
public sealed class PublishableKeyTests
{
    private const string Public = "pk_test_room";

    [Theory]
    [InlineData("POST", "/v1/customers")]
    [InlineData("GET", "/v1/customers")]
    [InlineData("POST", "/v1/payment_intents")]
    [InlineData("GET", "/v1/payment_methods")]
    [InlineData("POST", "/v1/refunds")]
    [InlineData("POST", "/v1/subscriptions")]
    [InlineData("GET", "/v1/no_such_thing")]
    public async Task What_servers_do_is_refused(string method, string path)
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var answer = await room.SendAsync(new HttpMethod(method), path, [], key: Public);
        ((int)answer.StatusCode).ShouldBe(401);
        (await SandboxRoom.JsonAsync(answer)).GetProperty("error").Text("code").ShouldBe("secret_key_required");
    }

    [Fact]
    public async Task The_key_belongs_to_the_account_of_the_secret_key_with_the_same_ending()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await IntentAsync(room);
        (await SeenAsync(room, intent, Public)).Text("status").ShouldBe("requires_payment_method");
        using var stranger = await room.SendAsync(HttpMethod.Get, $"/v1/payment_intents/{intent.Text("id")}?client_secret={intent.Text("client_secret")}", [], key: "pk_test_other");
        ((int)stranger.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task The_public_sees_an_intent_without_what_only_the_merchant_knows()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var intent = await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", $"customer={customer}", "metadata[margin]=much");
        var seen = await SeenAsync(room, intent, Public);
        seen.Number("amount").ShouldBe(500);
        foreach (var hidden in (string[])["customer", "metadata", "latest_charge", "application_fee_amount", "on_behalf_of", "transfer_data"])
            seen.TryGetProperty(hidden, out _).ShouldBeFalse(hidden);
    }

    [Fact]
    public async Task A_wrong_client_secret_opens_nothing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await IntentAsync(room);
        foreach (var (secret, code) in (IEnumerable<(string, string)>)[("", "parameter_missing"), ($"client_secret={intent.Text("id")}_secret_guess", "payment_intent_invalid_parameter")])
        {
            using var answer = await room.SendAsync(HttpMethod.Get, $"/v1/payment_intents/{intent.Text("id")}?{secret}", [], key: Public);
            ((int)answer.StatusCode).ShouldBe(400);
            var error = (await SandboxRoom.JsonAsync(answer)).GetProperty("error");
            (error.Text("code"), error.Text("param")).ShouldBe((code, "client_secret"));
        }

        using var confirming = await room.SendAsync(HttpMethod.Post, $"/v1/payment_intents/{intent.Text("id")}/confirm",
            ["client_secret=pi_1_secret_2", "payment_method=pm_card_visa"], key: Public);
        ((int)confirming.StatusCode).ShouldBe(400);
        (await room.GetAsync("/v1/payment_intents/" + intent.Text("id"))).Text("status").ShouldBe("requires_payment_method");
    }

    [Fact]
    public async Task A_form_may_carry_the_key_as_Stripe_js_does_and_the_payment_is_made()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await IntentAsync(room);
        using var answer = await room.SendAsync(HttpMethod.Post, $"/v1/payment_intents/{intent.Text("id")}/confirm",
        [
            $"key={Public}", $"client_secret={intent.Text("client_secret")}", "use_stripe_sdk=true", "return_url=https://shop.example.test/done",
            "payment_method_data[type]=card", "payment_method_data[card][number]=4242424242424242", "payment_method_data[card][exp_month]=12",
            "payment_method_data[card][exp_year]=2040", "payment_method_data[card][cvc]=123", "payment_method_data[billing_details][address][country]=DE",
        ], key: null, version: null);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        (await SandboxRoom.JsonAsync(answer)).Text("status").ShouldBe("succeeded");
        (await room.GetAsync("/v1/payment_intents/" + intent.Text("id"))).Number("amount_received").ShouldBe(2400);
    }

    [Fact]
    public async Task A_decline_tells_the_public_no_more_than_the_intent_does()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", "metadata[margin]=much");
        using var answer = await room.SendAsync(HttpMethod.Post, $"/v1/payment_intents/{intent.Text("id")}/confirm",
            [$"client_secret={intent.Text("client_secret")}", "payment_method=pm_card_chargeDeclined"], key: Public);
        ((int)answer.StatusCode).ShouldBe(402);
        var error = (await SandboxRoom.JsonAsync(answer)).GetProperty("error");
        error.Text("decline_code").ShouldBe("generic_decline");
        error.GetProperty("payment_intent").Text("status").ShouldBe("requires_payment_method");
        error.GetProperty("payment_intent").TryGetProperty("metadata", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("off_session=true", "off_session")]
    [InlineData("setup_future_usage=on_session", "setup_future_usage")]
    [InlineData("amount_to_confirm=1", "amount_to_confirm")]
    [InlineData("expand[]=customer", "expand")]
    [InlineData("return_url=javascript:alert(1)", "return_url")]
    public async Task A_browser_may_not_decide_what_the_server_decided(string more, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", "setup_future_usage=off_session");
        using var answer = await room.SendAsync(HttpMethod.Post, $"/v1/payment_intents/{intent.Text("id")}/confirm",
            [$"client_secret={intent.Text("client_secret")}", "payment_method=pm_card_visa", more], key: Public);
        ((int)answer.StatusCode).ShouldBe(400);
        (await SandboxRoom.JsonAsync(answer)).GetProperty("error").Text("param").ShouldBe(param);
    }

    [Fact]
    public async Task A_page_of_another_origin_may_ask_and_no_cookie_comes_with_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/payment_methods") { Headers = { { "Origin", "https://shop.example.test" }, { "Access-Control-Request-Method", "POST" } } };
        using var allowed = await room.Http.SendAsync(preflight);
        ((int)allowed.StatusCode).ShouldBe(204);
        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        allowed.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Fact]
    public async Task The_script_learns_what_is_paid_and_which_wallets_there_are()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", "setup_future_usage=off_session", "metadata[margin]=much");
        var session = $"/v3/session?key={Public}&client_secret={intent.Text("client_secret")}&domain=shop.example.test";
        using var first = await room.SendAsync(HttpMethod.Get, session, [], key: null, version: null);
        var told = await SandboxRoom.JsonAsync(first);
        (told.GetProperty("intent").Number("amount"), told.GetProperty("intent").Text("setup_future_usage")).ShouldBe((500, "off_session"));
        told.GetProperty("intent").TryGetProperty("metadata", out _).ShouldBeFalse();
        told.GetProperty("wallets").GetArrayLength().ShouldBe(0, "nobody registered the domain");

        await room.PostAsync("/_sandbox/settings", "wallets=always");
        using var second = await room.SendAsync(HttpMethod.Get, session, [], key: null, version: null);
        (await SandboxRoom.JsonAsync(second)).GetProperty("wallets").EnumerateArray().Select(wallet => wallet.GetString()).ShouldBe(["apple_pay", "google_pay"]);
        using var wrong = await room.SendAsync(HttpMethod.Get, session.Replace("_secret_", "_secret_x", StringComparison.Ordinal), [], key: null, version: null);
        ((int)wrong.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Wallets_are_shown_on_a_registered_domain_while_they_work_there()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var domain = await room.PostAsync("/v1/payment_method_domains", "domain_name=shop.example.test");
        List<string> working = [.. ((string[])["apple_pay", "google_pay"]).Where(wallet => domain.GetProperty(wallet).Text("status") == "active")];
        working.ShouldContain("google_pay");
        (await WalletsAsync(room, "shop.example.test")).ShouldBe(working);
        (await WalletsAsync(room, "other.example.test")).ShouldBeEmpty();
        await room.PostAsync("/v1/payment_method_domains/" + domain.Text("id"), "enabled=false");
        (await WalletsAsync(room, "shop.example.test")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_confirmation_token_is_made_in_the_browser_and_used_once_by_the_server()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var made = await room.SendAsync(HttpMethod.Post, "/v1/confirmation_tokens",
            ["payment_method_data[type]=card", "payment_method_data[card][token]=tok_visa", "payment_method_data[billing_details][name]=Ann Example", "return_url=https://shop.example.test/done"], key: Public);
        var token = await SandboxRoom.JsonAsync(made);
        token.GetProperty("payment_method_preview").GetProperty("card").Text("last4").ShouldBe("4242");
        var paid = await room.PostAsync("/v1/payment_intents", "amount=500", "currency=usd", "confirm=true", $"confirmation_token={token.Text("id")}");
        paid.Text("status").ShouldBe("succeeded");
        (await room.GetAsync("/v1/confirmation_tokens/" + token.Text("id"))).Text("payment_intent").ShouldBe(paid.Text("id"));
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=500", "currency=usd", "confirm=true", $"confirmation_token={token.Text("id")}"))
            .Error.Text("param").ShouldBe("confirmation_token");
    }

    [Fact]
    public async Task A_confirmation_token_lives_for_twelve_hours()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var made = await room.SendAsync(HttpMethod.Post, "/v1/confirmation_tokens", ["payment_method_data[type]=card", "payment_method_data[card][token]=tok_visa"], key: Public);
        var token = (await SandboxRoom.JsonAsync(made)).Text("id");
        room.Time.Advance(TimeSpan.FromHours(12));
        (await room.RefusedAsync(HttpMethod.Post, "/v1/setup_intents", "confirm=true", $"confirmation_token={token}")).Error.Text("message").ShouldContain("expired");
    }

    private static async Task<List<string>> WalletsAsync(SandboxRoom room, string domain)
    {
        using var answer = await room.SendAsync(HttpMethod.Get, $"/v3/session?key={Public}&domain={domain}", [], key: null, version: null);
        return [.. (await SandboxRoom.JsonAsync(answer)).GetProperty("wallets").EnumerateArray().Select(wallet => wallet.GetString()!)];
    }

    private static Task<JsonElement> IntentAsync(SandboxRoom room) => room.PostAsync("/v1/payment_intents", "amount=2400", "currency=usd");

    private static async Task<JsonElement> SeenAsync(SandboxRoom room, JsonElement intent, string key)
    {
        using var answer = await room.SendAsync(HttpMethod.Get, $"/v1/payment_intents/{intent.Text("id")}?client_secret={intent.Text("client_secret")}", [], key: key);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await SandboxRoom.JsonAsync(answer);
    }
}
