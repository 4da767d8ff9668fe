using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>The older card elements, on one line or in parts.</summary>
public sealed class CardElementTests(Chromium chromium, Sandbox sandbox) : ShopTest(chromium, sandbox)
{
    [Fact]
    public async Task A_card_in_three_frames_is_one_card()
    {
        var (subscription, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}", page: "card.html");
        var number = shopper.Page.FrameLocator("iframe[title='Secure card number input frame']").GetByLabel("Card number");
        await number.FillAsync("4242424242424241");
        await Expect(shopper.Message).ToHaveTextAsync("Your card number is invalid.");
        await number.FillAsync("3782 822463 10005");
        await Expect(number).ToHaveValueAsync("3782 822463 10005");
        await shopper.Page.FrameLocator("iframe[title='Secure expiration date input frame']").GetByLabel("Expiration date").FillAsync("1234");
        await shopper.Page.FrameLocator("iframe[title='Secure CVC input frame']").GetByLabel("Security code").FillAsync("1234");
        await shopper.CheckAsync("card-parts");
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        (await Sandbox.StatusOfAsync(subscription)).ShouldBe("active");
        (await shopper.Page.EvaluateAsync<string>("Stripe.version")).ShouldBe("dahlia");
    }

    [Fact]
    public async Task A_card_on_one_line_is_set_up_for_later()
    {
        var (_, secret) = await Sandbox.TrialAsync();
        var shopper = await EnterAsync($"secret={secret}&whole=yes", Look.Narrow, "card.html");
        var card = shopper.Page.FrameLocator("iframe[title='Secure card payment input frame']");
        await card.GetByLabel("Card number").PressSequentiallyAsync("5555555555554444");
        await card.GetByLabel("Expiration date").PressSequentiallyAsync("934");
        await Expect(card.GetByLabel("Expiration date")).ToHaveValueAsync("09 / 34");
        await card.GetByLabel("Security code").FillAsync("123");
        await shopper.CheckAsync("card-line");
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
        await Expect(shopper.Message).ToHaveTextAsync("Your postal code is incomplete.");

        (await shopper.Page.EvaluateAsync<string>("stripe.createPaymentMethod({ type: 'card', card: { token: 'tok_visa' }, billing_details: { name: 'Ann' } }).then(({ paymentMethod }) => paymentMethod.card.last4)")).ShouldBe("4242");
        await card.GetByLabel("ZIP").FillAsync("94103");
        await card.GetByLabel("ZIP").PressAsync("Enter");
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        var setup = await Sandbox.GetAsync($"/v1/setup_intents/{secret.Split("_secret_")[0]}?expand[]=payment_method");
        setup.GetProperty("payment_method").GetProperty("card").GetProperty("brand").GetString().ShouldBe("mastercard");
    }
}
