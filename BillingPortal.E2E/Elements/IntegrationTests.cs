using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>What a page does around the payment: addresses, tokens for its server, the bank as a whole page, and mistakes.</summary>
public sealed class IntegrationTests(Chromium chromium, Sandbox sandbox) : ShopTest(chromium, sandbox)
{
    [Fact]
    public async Task An_address_is_told_to_the_page_and_written_on_the_payment()
    {
        var (subscription, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&elements=email,address,payment");
        var fields = shopper.AddressFields;
        await shopper.Page.FrameLocator("iframe[title='Secure email input frame']").GetByLabel("Email").FillAsync("ann@example.test");
        await fields.GetByLabel("Full name").FillAsync("Ann Example");
        await fields.GetByLabel("Country").SelectOptionAsync("DE");
        await Expect(fields.GetByLabel("State")).ToHaveCountAsync(0);
        await fields.GetByLabel("Address", new() { Exact = true }).FillAsync("Musterweg 1");
        await fields.GetByLabel("City").FillAsync("Berlin");
        await fields.GetByLabel("Postal code").FillAsync("1011");
        await fields.GetByLabel("Phone number").FillAsync("+49 30 1234567");
        await shopper.SubscribeAsync();
        await Expect(shopper.Message).ToHaveTextAsync("Your postal code is invalid.");

        await fields.GetByLabel("Postal code").FillAsync("10115");
        var told = await shopper.HeardAsync("address", "change");
        told.GetProperty("complete").GetBoolean().ShouldBeTrue();
        told.GetProperty("value").GetProperty("address").GetProperty("postal_code").GetString().ShouldBe("10115");
        (await shopper.Page.EvaluateAsync<string>("elements.getElement('address').getValue().then(({ value }) => value.address.country)")).ShouldBe("DE");

        await shopper.TypeCardAsync("4242 4242 4242 4242", zip: "");
        await shopper.SubscribeAsync();
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        var method = (await Sandbox.GetAsync($"/v1/subscriptions/{subscription}?expand[]=default_payment_method")).GetProperty("default_payment_method").GetProperty("billing_details");
        (method.GetProperty("name").GetString(), method.GetProperty("email").GetString(), method.GetProperty("address").GetProperty("city").GetString(), method.GetProperty("phone").GetString())
            .ShouldBe(("Ann Example", "ann@example.test", "Berlin", "+49 30 1234567"));
    }

    [Fact]
    public async Task A_page_that_uses_the_script_wrongly_is_told_so()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&elements=none");
        foreach (var (code, said) in (IEnumerable<(string, string)>)
        [
            ("Stripe('sk_test_secret')", "secret key"),
            ("Stripe('pk_live_real')", "live key"),
            ("stripe.elements({ clientSecret: 'nonsense' })", "client secret"),
            ("stripe.elements({ mode: 'payment', currency: 'usd' })", "amount"),
            ("stripe.elements({}).create('payment')", "clientSecret or mode"),
            ("elements.create('payment').mount('#nowhere')", "applies to no DOM elements"),
            ("elements.create('payment')", "Can only create one"),
            ("stripe.confirmPayment({ elements, redirect: 'if_required' })", "mounted Payment Element"),
            ("stripe.confirmPayment({ elements })", "return_url"),
            ("stripe.confirmSetup({ elements, clientSecret, redirect: 'if_required' })", "SetupIntent"),
            ("stripe.createToken()", "not part of the Stripe sandbox"),
        ])
        {
            var thrown = await shopper.Page.EvaluateAsync<string>($"(async () => {{ try {{ await ({code}); return 'nothing'; }} catch (error) {{ return error.name + ': ' + error.message; }} }})()");
            thrown.ShouldStartWith("IntegrationError: ", customMessage: code);
            thrown.ShouldContain(said);
        }

        (await shopper.Page.EvaluateAsync<bool>("(() => { stripe._registerWrapper({ name: 'stripe-js', version: '8', startTime: 0 }); return Stripe.version === 3; })()")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_server_confirms_what_the_browser_collected_and_the_browser_does_the_rest()
    {
        var (subscription, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}");
        await shopper.TypeCardAsync("4000 0027 6000 3184");
        var token = await shopper.Page.EvaluateAsync<string>("(async () => { await elements.submit(); return (await stripe.createConfirmationToken({ elements })).confirmationToken.id; })()");
        var confirmed = await Sandbox.PostAsync($"/v1/payment_intents/{secret.Split("_secret_")[0]}/confirm", $"confirmation_token={token}");
        confirmed.GetProperty("next_action").GetProperty("type").GetString().ShouldBe("use_stripe_sdk");
        await shopper.Page.EvaluateAsync("void stripe.handleNextAction({ clientSecret }).then(({ paymentIntent }) => { document.querySelector('#result').textContent = paymentIntent.status; })");
        await shopper.Bank.GetByRole(AriaRole.Button, new() { Name = "Complete authentication" }).ClickAsync();
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        (await Sandbox.StatusOfAsync(subscription)).ShouldBe("active");
    }

    [Fact]
    public async Task Where_no_frame_may_be_shown_the_whole_page_goes_to_the_bank_and_comes_back()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shop = await Sandbox.ShopAsync();
        await Sandbox.PostAsync($"/v1/payment_intents/{secret.Split("_secret_")[0]}/confirm", "payment_method=pm_card_threeDSecure2Required", "use_stripe_sdk=true", $"return_url={shop.Address}done.html");
        MayComplainOf("Content Security Policy");
        var shopper = await EnterAsync($"secret={secret}", page: Shop.WithoutFrames);
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Complete authentication" }).ClickAsync();
        await Expect(shopper.Page).ToHaveURLAsync(Address.Of("/done.html"));
        shopper.Page.Url.ShouldEndWith("redirect_status=succeeded");
    }
}
