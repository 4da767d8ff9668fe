using System.Net;
using System.Text.Json;
using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Pages;

/// <summary>The page that stands in for the bank, alone and in a frame, for payments and setups.</summary>
public sealed class ThreeDSecurePageTests
{
    private const string Back = "https://shop.example.test/done?order=7#top";

    [Fact]
    public async Task It_says_how_much_goes_to_whom_and_that_no_bank_is_there()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var page = await room.Http.GetStringAsync(BankOf(await PayingAsync(room)));
        foreach (var said in (string[])["$24.00", "shop.example.test", "3220", "No real bank"])
            WebUtility.HtmlDecode(page).ShouldContain(said);
    }

    [Theory]
    [InlineData("approve", "succeeded", "succeeded")]
    [InlineData("fail", "failed", "requires_payment_method")]
    [InlineData("cancel", "failed", "requires_payment_method")]
    public async Task A_payment_comes_back_with_its_outcome_however_often_the_page_is_visited(string outcome, string told, string status)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await PayingAsync(room);
        var expected = $"https://shop.example.test/done?order=7&payment_intent={intent.Text("id")}&payment_intent_client_secret={intent.Text("client_secret")}&redirect_status={told}#top";
        (await AnswerAsync(room, BankOf(intent), outcome)).ShouldBe(expected);
        (await AnswerAsync(room, BankOf(intent), "approve")).ShouldBe(expected, "a second answer changes nothing");
        WebUtility.HtmlDecode(await room.Http.GetStringAsync(BankOf(intent))).ShouldContain($"href=\"{expected}\"");
        (await room.GetAsync("/v1/payment_intents/" + intent.Text("id"))).Text("status").ShouldBe(status);
        (await room.GetAsync("/v1/charges")).GetProperty("data").GetArrayLength().ShouldBe(outcome == "approve" ? 1 : 0);
    }

    [Theory]
    [InlineData("approve", "succeeded", "succeeded")]
    [InlineData("cancel", "failed", "requires_payment_method")]
    public async Task A_setup_comes_back_with_its_outcome(string outcome, string told, string status)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await room.PostAsync("/v1/setup_intents", "confirm=true", "payment_method=pm_card_authenticationRequired", $"return_url={Back}");
        (await AnswerAsync(room, BankOf(intent), outcome)).ShouldEndWith($"&redirect_status={told}#top");
        (await room.GetAsync("/v1/setup_intents/" + intent.Text("id"))).Text("status").ShouldBe(status);
    }

    [Fact]
    public async Task In_a_frame_it_stays_and_tells_the_page_beneath()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = await room.PostAsync("/v1/payment_intents", "amount=2400", "currency=usd", "confirm=true", "payment_method=pm_card_threeDSecure2Required", "use_stripe_sdk=true", $"return_url={Back}");
        intent.GetProperty("next_action").Text("type").ShouldBe("use_stripe_sdk");
        var frame = new Uri(intent.GetProperty("next_action").GetProperty("use_stripe_sdk").Text("stripe_js") + "?embedded=1");
        (await room.Http.GetStringAsync(frame)).ShouldContain("challenge.js");
        using var answer = await room.Http.PostAsync(frame, CheckoutRoom.Form(("outcome", "approve")));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("data-challenge=\"done\"");
    }

    [Fact]
    public async Task Nobody_is_led_into_a_script()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=2400", "currency=usd", "confirm=true", "payment_method=pm_card_visa", "return_url=javascript:alert(1)");
        (status, error.Text("code"), error.Text("param")).ShouldBe((400, "url_invalid", "return_url"));
    }

    private static Task<JsonElement> PayingAsync(SandboxRoom room) => room.PostAsync("/v1/payment_intents",
        "amount=2400", "currency=usd", "confirm=true", "payment_method=pm_card_threeDSecure2Required", $"return_url={Back}");

    private static Uri BankOf(JsonElement intent) => new(intent.GetProperty("next_action").GetProperty("redirect_to_url").Text("url"));

    private static async Task<string> AnswerAsync(SandboxRoom room, Uri bank, string outcome)
    {
        using var answer = await room.Http.PostAsync(bank, CheckoutRoom.Form(("outcome", outcome)));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.OriginalString;
    }
}
