using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>How the fields look: as the page dresses them, on the narrowest phone, collapsed and locked.</summary>
public sealed class AppearanceTests(Chromium chromium, Sandbox sandbox) : ShopTest(chromium, sandbox)
{
    [Theory]
    [InlineData("flat", "floating")]
    [InlineData("none", "above")]
    public async Task The_page_dresses_the_fields_and_nothing_else(string theme, string labels)
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}&elements=payment");
        await Expect(shopper.Payment.GetByLabel("Card number")).ToBeVisibleAsync();
        await shopper.Page.EvaluateAsync("""
            given => elements.update({ appearance: {
              ...given, variables: { colorText: "rgb(10, 20, 90)", fontSizeBase: "18px" },
              rules: { ".Input": { borderColor: "rgb(1, 2, 3)" }, ".Label--invalid": { color: "rgb(120, 0, 0)" }, "body": { display: "none" }, ".Input:focus": { boxShadow: "0 0 0 3px rgb(200, 100, 0)" } },
            } })
            """, new { theme, labels });
        var number = shopper.Payment.GetByLabel("Card number");
        await Expect(number).ToHaveCSSAsync("border-top-color", "rgb(1, 2, 3)");
        await Expect(number).ToHaveCSSAsync("color", "rgb(10, 20, 90)");
        await Expect(number).ToHaveCSSAsync("font-size", "18px");
        await number.FocusAsync();
        await Expect(number).ToHaveCSSAsync("box-shadow", "rgb(200, 100, 0) 0px 0px 0px 3px");
        await shopper.CheckAsync($"theme-{theme}");
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
        (await shopper.Page.Locator("#events li").Filter(new() { HasText = "payment ready " }).CountAsync()).ShouldBe(1);
        await shopper.Page.EvaluateAsync("void elements.getElement('payment').destroy()");
        (await shopper.Page.EvaluateAsync<bool>("elements.getElement('payment') === null && document.querySelectorAll('iframe').length === 0")).ShouldBeTrue();
    }
}
