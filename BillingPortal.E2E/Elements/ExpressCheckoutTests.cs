using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>Paying with one of the wallets for show, before and instead of the card form.</summary>
public sealed class ExpressCheckoutTests(Chromium chromium, Sandbox sandbox) : ShopTest(chromium, sandbox)
{
    [Fact]
    public async Task A_wallet_pays_after_it_has_shown_what_for()
    {
        var (subscription, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&elements=express,payment", Look.Narrow);
        var offered = (await shopper.HeardAsync("expressCheckout", "ready")).GetProperty("availablePaymentMethods");
        (offered.GetProperty("applePay").GetBoolean(), offered.GetProperty("googlePay").GetBoolean(), offered.GetProperty("link").GetBoolean()).ShouldBe((true, true, false));
        (await shopper.HeardAsync("expressCheckout", "availablepaymentmethodschange")).GetProperty("paymentMethods").GetProperty("applePay").GetProperty("available").GetBoolean().ShouldBeTrue();
        await shopper.CheckAsync("express");

        await shopper.Express.GetByRole(AriaRole.Button, new() { Name = "Google Pay" }).ClickAsync();
        (await shopper.HeardAsync("expressCheckout", "click")).GetProperty("expressPaymentType").GetString().ShouldBe("google_pay");
        await Expect(shopper.WalletSheet.GetByText("A shop")).ToBeVisibleAsync();
        await shopper.CheckAsync("wallet");
        await shopper.WalletSheet.GetByRole(AriaRole.Button, new() { Name = "Pay $24.00" }).ClickAsync();

        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        await Expect(shopper.Page.Locator("iframe[title='Sandbox wallet']")).ToHaveCountAsync(0);
        (await shopper.HeardAsync("expressCheckout", "confirm")).GetProperty("billingDetails").GetProperty("email").GetString().ShouldBe("holder@example.com");
        (await Sandbox.StatusOfAsync(subscription)).ShouldBe("active");
    }

    [Fact]
    public async Task A_wallet_may_be_closed_or_declined_and_the_card_form_is_still_there()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&elements=express,payment");
        var button = shopper.Express.GetByRole(AriaRole.Button, new() { Name = "Apple Pay" });
        await button.ClickAsync();
        await Expect(shopper.WalletSheet.GetByRole(AriaRole.Button, new() { Name = "Pay" })).ToBeFocusedAsync();
        await shopper.Page.Keyboard.PressAsync("Escape");
        await shopper.HeardAsync("expressCheckout", "cancel");

        await button.ClickAsync();
        await shopper.WalletSheet.GetByLabel("Card").SelectOptionAsync("tok_chargeDeclined");
        await shopper.WalletSheet.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
        await Expect(shopper.Message).ToHaveTextAsync("Your card was declined.");

        await shopper.PayAsync("4242 4242 4242 4242");
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
    }

    [Fact]
    public async Task A_domain_that_nobody_has_registered_gets_no_wallets()
    {
        var shopper = await EnterAsync("deferred=2400&elements=express", key: "pk_test_withoutwallets");
        (await shopper.HeardAsync("expressCheckout", "ready")).TryGetProperty("availablePaymentMethods", out _).ShouldBeFalse();
        await Expect(shopper.Express.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        (await shopper.Page.Locator("#express-checkout-element iframe").EvaluateAsync<int>("frame => frame.offsetHeight")).ShouldBeLessThanOrEqualTo(8);
        var refused = await shopper.Page.EvaluateAsync<string>(
            "elements.submit().then(() => stripe.confirmPayment({ elements, clientSecret: 'pi_1_secret_2', redirect: 'if_required' })).catch(error => error.message)");
        refused.ShouldContain("within the \"confirm\" event");
    }
}
