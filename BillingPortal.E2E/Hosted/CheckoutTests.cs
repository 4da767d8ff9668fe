using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Elements;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Hosted;

/// <summary>Buying on the hosted Checkout page.</summary>
public sealed class CheckoutTests(Chromium chromium, Sandbox sandbox) : HostedTest(chromium, sandbox)
{
    private const string Good = "4242 4242 4242 4242";
    private const string NoFunds = "4000 0000 0000 9995";
    private const string AsksTheBank = "4000 0025 0000 3155";

    [Fact]
    public async Task A_workshop_is_paid_once_with_a_promotion_code_and_the_second_card()
    {
        var price = await MakeAsync("/v1/prices", "product_data[name]=Workshop", "currency=usd", "unit_amount=5000");
        var coupon = await MakeAsync("/v1/coupons", "percent_off=20", "duration=once", "name=Friends");
        var code = "FRIENDS" + Guid.NewGuid().ToString("N")[..6].ToUpperInvariant();
        await MakeAsync("/v1/promotion_codes", "promotion[type]=coupon", $"promotion[coupon]={coupon}", $"code={code}");
        var visitor = await OpenAsync(await CheckoutAsync("mode=payment", $"line_items[0][price]={price}", "line_items[0][quantity]=1", "line_items[0][adjustable_quantity][enabled]=true",
            "allow_promotion_codes=true", "custom_text[submit][message]=We look forward to seeing you."));

        await visitor.EnterAsync("Email", "ann@example.test");
        await visitor.EnterAsync("Quantity", "2");
        await visitor.PressAsync("Update");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Pay $100.00" })).ToBeVisibleAsync();
        await visitor.Page.GetByText("Add promotion code").ClickAsync();
        await visitor.EnterAsync("Promotion code", "NOSUCHCODE");
        await visitor.PressAsync("Apply");
        await visitor.SeesAsync("This code is not valid.");
        await visitor.EnterAsync("Promotion code", code);
        await visitor.PressAsync("Apply");
        await visitor.SeesAsync("-$20.00");
        await Expect(visitor.Page.GetByLabel("Email", new() { Exact = true })).ToHaveValueAsync("ann@example.test");
        await Expect(visitor.Page.GetByLabel("Card number")).ToHaveValueAsync("");
        await visitor.CheckAsync("checkout-payment");

        await visitor.TypeCardAsync(NoFunds);
        await visitor.PressAsync("Pay $80.00");
        await visitor.SeesAsync("Your card has insufficient funds.");
        await visitor.CheckAsync("checkout-declined");
        await visitor.TypeCardAsync(Good);
        await visitor.PressAsync("Pay $80.00");
        await visitor.SeesAsync("You're all done here");
        await visitor.CheckAsync("checkout-done");
        await visitor.Page.GoBackAsync();
        await visitor.SeesAsync("You're all done here");
    }

    [Fact]
    public async Task Tax_follows_the_address_and_the_bank_is_asked()
    {
        var price = await MakeAsync("/v1/prices", "product_data[name]=Team", "currency=eur", "unit_amount=2000", "recurring[interval]=month", "tax_behavior=exclusive");
        var visitor = await OpenAsync(await CheckoutAsync("mode=subscription", $"line_items[0][price]={price}", "line_items[0][quantity]=1", "automatic_tax[enabled]=true",
            "billing_address_collection=required", "tax_id_collection[enabled]=true", "phone_number_collection[enabled]=true", "consent_collection[terms_of_service]=required",
            "custom_fields[0][key]=size", "custom_fields[0][label][type]=custom", "custom_fields[0][label][custom]=Team size", "custom_fields[0][type]=dropdown",
            "custom_fields[0][dropdown][options][0][label]=Up to ten", "custom_fields[0][dropdown][options][0][value]=ten"));

        await visitor.SeesAsync("Tax is added when you enter your address.");
        await visitor.EnterAsync("Email", "ann@example.test");
        await visitor.EnterAsync("Phone", "+43 1 2345678");
        await visitor.Page.GetByLabel("Team size").SelectOptionAsync("ten");
        await visitor.TypeCardAsync(AsksTheBank);
        await visitor.Page.GetByLabel("Country or region").SelectOptionAsync("AT");
        await visitor.SeesAsync("€24.00");
        await visitor.EnterAsync("Address", "Ring 1");
        await visitor.EnterAsync("City", "Wien");
        await visitor.EnterAsync("Postal code", "1010");
        await visitor.CheckAsync("checkout-tax");
        await visitor.PressAsync("Subscribe");
        await visitor.SeesAsync("Please accept the terms of service to go on.");
        await visitor.Page.GetByLabel("I agree").CheckAsync();
        await visitor.PressAsync("Subscribe");
        await visitor.ApproveAtTheBankAsync();
        await visitor.SeesAsync("You're all done here");
    }

    [Fact]
    public async Task A_card_is_saved_and_a_trial_begins_without_one()
    {
        var customer = await MakeAsync("/v1/customers", "email=ann@example.test");
        var saving = await OpenAsync(await CheckoutAsync("mode=setup", "currency=usd", $"customer={customer}"));
        await saving.TypeCardAsync(Good);
        await saving.CheckAsync("checkout-setup");
        await saving.PressAsync("Save card");
        await saving.SeesAsync("You're all done here");

        var price = await MakeAsync("/v1/prices", "product_data[name]=Team", "currency=usd", "unit_amount=2400", "recurring[interval]=month");
        await saving.Page.GotoAsync(await CheckoutAsync("mode=subscription", $"line_items[0][price]={price}", "line_items[0][quantity]=1", "subscription_data[trial_period_days]=14", "payment_method_collection=if_required"));
        await Expect(saving.Page.GetByLabel("Card number")).ToHaveCountAsync(0);
        await saving.EnterAsync("Email", "bob@example.test");
        await saving.CheckAsync("checkout-trial-without-card");
        await saving.PressAsync("Start trial");
        await saving.SeesAsync("You're all done here");
    }
}
