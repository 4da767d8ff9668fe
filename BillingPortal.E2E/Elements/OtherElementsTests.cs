using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>Addresses, e-mail, cards in parts, the keyboard, the narrowest phone, and pages that were written wrongly.</summary>
public sealed class OtherElementsTests(Chromium chromium, Sandbox sandbox) : ShopTest(chromium, sandbox)
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
    public async Task Somebody_without_a_mouse_pays_and_answers_the_bank()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}");
        var keyboard = shopper.Page.Keyboard;
        await Expect(shopper.Payment.GetByLabel("Card number")).ToBeVisibleAsync();
        await shopper.Page.EvaluateAsync("elements.getElement('payment').focus()");
        await Expect(shopper.Payment.GetByLabel("Card number")).ToBeFocusedAsync();
        foreach (var text in (string[])["4000002760003184", "1234", "123"])
        {
            await keyboard.TypeAsync(text);
            await keyboard.PressAsync("Tab");
        }

        await keyboard.PressAsync("Tab");
        await Expect(shopper.Payment.GetByLabel("ZIP code")).ToBeFocusedAsync();
        await keyboard.TypeAsync("94103");
        await keyboard.PressAsync("Tab");
        await Expect(shopper.Page.Locator("#submit")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        var approve = shopper.Bank.GetByRole(AriaRole.Button, new() { Name = "Complete authentication" });
        await Expect(approve).ToBeVisibleAsync();
        await keyboard.PressAsync("Tab");
        await Expect(approve).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        (await shopper.HeardAsync("payment", "focus")).GetProperty("elementType").GetString().ShouldBe("payment");
    }

    [Fact]
    public async Task Everything_fits_on_the_narrowest_phone()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&elements=email,address,payment", Look.Narrow);
        await shopper.TypeCardAsync("4000 0027 6000 3184", zip: "");
        await shopper.SubscribeAsync();
        await Expect(shopper.AddressFields.GetByText("This field is incomplete.").First).ToBeVisibleAsync();
        foreach (var frame in await shopper.Page.Locator("form iframe").AllAsync())
        {
            var inside = await (await frame.ElementHandleAsync())!.ContentFrameAsync();
            (await inside!.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight + 1"))
                .ShouldBeTrue(await frame.GetAttributeAsync("title"));
        }

        await shopper.CheckAsync("phone");
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

    [Fact]
    public async Task The_card_form_collapses_locks_and_leaves_out_what_the_page_asks_itself()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}");
        var number = shopper.Payment.GetByLabel("Card number");
        await Expect(number).ToBeVisibleAsync();

        await shopper.Page.EvaluateAsync("void elements.getElement('payment').collapse()");
        await Expect(number).ToBeHiddenAsync();
        (await shopper.HeardAsync("payment", "change")).GetProperty("collapsed").GetBoolean().ShouldBeTrue();
        await shopper.Payment.GetByRole(AriaRole.Button, new() { Name = "Card" }).ClickAsync();
        await Expect(number).ToBeVisibleAsync();

        await shopper.Page.EvaluateAsync("void elements.getElement('payment').update({ readOnly: true, fields: { billingDetails: { address: 'never' } }, terms: { card: 'never' } })");
        await Expect(number).ToBeDisabledAsync();
        await Expect(shopper.Payment.GetByLabel("ZIP code")).ToBeHiddenAsync();
        await Expect(shopper.Payment.GetByText("By providing")).ToBeHiddenAsync();
        var refused = await shopper.Page.EvaluateAsync<string>("stripe.confirmPayment({ elements, redirect: 'if_required' }).catch(error => error.message)");
        refused.ShouldContain("fields.billing_details.address");

        (await shopper.Page.EvaluateAsync<string>("stripe.retrievePaymentIntent(clientSecret).then(({ paymentIntent }) => paymentIntent.status)")).ShouldBe("requires_payment_method");
        (await shopper.Page.EvaluateAsync<int>("elements.fetchUpdates().then(result => Object.keys(result).length)")).ShouldBe(0);
        await shopper.Page.EvaluateAsync("void elements.getElement('payment').destroy()");
        (await shopper.Page.EvaluateAsync<bool>("elements.getElement('payment') === null && document.querySelectorAll('iframe').length === 0")).ShouldBeTrue();
    }
}
