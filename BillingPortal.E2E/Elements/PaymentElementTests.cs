using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>Paying on a merchant's page that was written for Stripe.js, with cards of Stripe's test table.</summary>
public sealed class PaymentElementTests(Chromium chromium, Sandbox sandbox) : ShopTest(chromium, sandbox)
{
    private const string Good = "4242 4242 4242 4242";
    private const string Declined = "4000 0000 0000 0002";
    private const string AsksTheBank = "4000 0027 6000 3184";

    [Fact]
    public async Task A_declined_card_says_so_and_the_next_one_starts_the_subscription()
    {
        var (subscription, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}");

        await shopper.PayAsync(Declined);
        await Expect(shopper.Message).ToHaveTextAsync("Your card was declined.");
        await Expect(shopper.Payment.GetByText("Your card was declined.")).ToBeVisibleAsync();
        (await shopper.HeardAsync("page", "refused")).GetProperty("decline_code").GetString().ShouldBe("generic_decline");
        (await Sandbox.StatusOfAsync(subscription)).ShouldBe("incomplete");

        await shopper.PayAsync(Good);
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        (await Sandbox.StatusOfAsync(subscription)).ShouldBe("active");
        (await Sandbox.GetAsync("/v1/subscriptions/" + subscription)).GetProperty("default_payment_method").GetString().ShouldStartWith("pm_");
    }

    [Fact]
    public async Task With_a_redirect_the_return_page_is_told_how_it_ended()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&redirect=always");
        await shopper.PayAsync(Good);
        await Expect(shopper.Page).ToHaveURLAsync(Address.Of("/done.html"));
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(shopper.Page.Url).Query);
        (query["payment_intent"], query["payment_intent_client_secret"], query["redirect_status"]).ShouldBe((secret.Split("_secret_")[0], secret, "succeeded"));
    }

    [Fact]
    public async Task The_bank_is_asked_over_the_page_and_a_failed_attempt_can_be_repeated()
    {
        var (subscription, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}");
        await shopper.Page.EvaluateAsync("window.sameDocument = true");

        await shopper.PayAsync(AsksTheBank);
        await Expect(shopper.Bank.GetByText("$24.00")).ToBeVisibleAsync();
        await shopper.CheckAsync("bank");
        await shopper.Bank.GetByRole(AriaRole.Button, new() { Name = "Fail authentication" }).ClickAsync();
        await Expect(shopper.Message).ToContainTextAsync("We are unable to authenticate your payment method.");
        (await shopper.HeardAsync("page", "refused")).GetProperty("code").GetString().ShouldBe("payment_intent_authentication_failure");

        await shopper.SubscribeAsync();
        await Expect(shopper.Bank.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeVisibleAsync();
        await shopper.Page.Keyboard.PressAsync("Escape");
        await Expect(shopper.Message).ToContainTextAsync("We are unable to authenticate your payment method.");

        await shopper.SubscribeAsync();
        await shopper.Bank.GetByRole(AriaRole.Button, new() { Name = "Complete authentication" }).ClickAsync();
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        (await shopper.Page.EvaluateAsync<bool>("window.sameDocument")).ShouldBeTrue("the page was loaded anew");
        (await Sandbox.StatusOfAsync(subscription)).ShouldBe("active");
    }

    [Fact]
    public async Task A_trial_sets_a_card_up_with_the_bank_and_keeps_it()
    {
        var (subscription, secret) = await Sandbox.TrialAsync();
        var shopper = await EnterAsync($"secret={secret}");
        await Expect(shopper.Payment.GetByText("By providing your card information")).ToBeVisibleAsync();
        await shopper.PayAsync(AsksTheBank);
        await shopper.Bank.GetByRole(AriaRole.Button, new() { Name = "Complete authentication" }).ClickAsync();
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        var kept = await Sandbox.GetAsync("/v1/subscriptions/" + subscription);
        kept.GetProperty("default_payment_method").GetString().ShouldStartWith("pm_");
        kept.GetProperty("status").GetString().ShouldBe("trialing");
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_the_field_and_nothing_is_sent()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}");
        await Expect(shopper.Payment.GetByLabel("Card number")).ToBeVisibleAsync();
        await shopper.SubscribeAsync();
        await Expect(shopper.Message).ToHaveTextAsync("Your card number is incomplete.");
        await Expect(shopper.Payment.GetByLabel("Card number")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(shopper.Payment.GetByText("Your ZIP is incomplete.")).ToBeVisibleAsync();
        await shopper.Payment.GetByLabel("Card number").FillAsync("4242 4242 4242 4241");
        await Expect(shopper.Payment.GetByText("Your card number is invalid.")).ToBeVisibleAsync();
        (await Sandbox.GetAsync("/v1/payment_intents/" + secret.Split("_secret_")[0])).GetProperty("status").GetString().ShouldBe("requires_payment_method");
    }

    [Fact]
    public async Task A_wrong_client_secret_is_a_load_error()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret[..^4]}0000");
        var heard = await shopper.HeardAsync("payment", "loaderror");
        heard.GetProperty("error").GetProperty("type").GetString().ShouldBe("invalid_request_error");
        await Expect(shopper.Payment.GetByText("does not match")).ToBeVisibleAsync();
        (await shopper.HasHeardAsync("payment", "ready")).ShouldBeFalse();
    }

    [Fact]
    public async Task Dark_colours_do_not_lose_what_was_typed()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&elements=payment,address");
        await shopper.TypeCardAsync(Good, zip: "");
        var input = shopper.Payment.GetByLabel("Card number");
        await Expect(input).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        await shopper.CheckAsync("light");
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" }).ClickAsync();
        await Expect(input).ToHaveCSSAsync("background-color", "rgb(48, 49, 61)");
        await Expect(input).ToHaveValueAsync(Good);
        await shopper.CheckAsync("dark", frameContrast: false);
        (await shopper.ContrastOverThePageAsync(shopper.Payment.GetByText("Card number"))).ShouldBeGreaterThan(4.5);
        (await shopper.ContrastOverThePageAsync(shopper.Payment.Locator(".SandboxNote"))).ShouldBeGreaterThan(4.5);
    }

    [Fact]
    public async Task Without_an_intent_the_page_says_the_amount_and_the_intent_must_be_about_it()
    {
        var (subscription, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var wrong = await EnterAsync($"secret={secret}&deferred=100");
        await wrong.PayAsync(Good);
        await Expect(wrong.Message).ToContainTextAsync("does not match the amount");
        await wrong.DisposeAsync();

        var shopper = await EnterAsync($"secret={secret}&deferred=2400");
        await shopper.PayAsync(Good);
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        (await Sandbox.StatusOfAsync(subscription)).ShouldBe("active");
    }
}
