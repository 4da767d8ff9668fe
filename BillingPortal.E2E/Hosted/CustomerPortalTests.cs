using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Elements;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Hosted;

/// <summary>A customer looks after their plan in the hosted portal.</summary>
public sealed class CustomerPortalTests(Chromium chromium, Sandbox sandbox) : HostedTest(chromium, sandbox)
{
    [Fact]
    public async Task A_plan_is_switched_after_a_look_at_the_price_and_cancelled_and_kept()
    {
        var product = await MakeAsync("/v1/products", "name=Team");
        var team = await MakeAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=2400", "recurring[interval]=month");
        var bigger = await MakeAsync("/v1/products", "name=Scale");
        var scale = await MakeAsync("/v1/prices", $"product={bigger}", "currency=usd", "unit_amount=9900", "recurring[interval]=month");
        var customer = await MakeAsync("/v1/customers", "name=Ann Example", "email=ann@example.test", "payment_method=pm_card_visa", "invoice_settings[default_payment_method]=pm_card_visa");
        var subscription = await MakeAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={team}");
        var configuration = await MakeAsync("/v1/billing_portal/configurations", "business_profile[headline]=Your plan at Example", "business_profile[privacy_policy_url]=http://127.0.0.1:9/privacy",
            "features[customer_update][enabled]=true", "features[customer_update][allowed_updates][0]=address", "features[invoice_history][enabled]=true", "features[payment_method_update][enabled]=true",
            "features[subscription_cancel][enabled]=true", "features[subscription_cancel][cancellation_reason][enabled]=true", "features[subscription_cancel][cancellation_reason][options][0]=too_expensive",
            "features[subscription_cancel][cancellation_reason][options][1]=unused", "features[subscription_update][enabled]=true", "features[subscription_update][proration_behavior]=always_invoice",
            "features[subscription_update][default_allowed_updates][0]=price", "features[subscription_update][default_allowed_updates][1]=quantity",
            $"features[subscription_update][products][0][product]={product}", $"features[subscription_update][products][0][prices][0]={team}",
            $"features[subscription_update][products][1][product]={bigger}", $"features[subscription_update][products][1][prices][0]={scale}");
        var session = await Sandbox.PostAsync("/v1/billing_portal/sessions", $"customer={customer}", $"configuration={configuration}", $"return_url={Sandbox.Address}");
        var visitor = await OpenAsync(session.GetProperty("url").GetString()!);

        await visitor.SeesAsync("$24.00 per month");
        await visitor.CheckAsync("portal");
        await visitor.FollowAsync("Update plan");
        await visitor.Page.GetByLabel("Scale").CheckAsync();
        await visitor.CheckAsync("portal-choose");
        await visitor.PressAsync("Continue");
        await visitor.SeesAsync("Amount due today");
        await visitor.CheckAsync("portal-preview");
        var due = (await visitor.Page.Locator(".total strong").InnerTextAsync())[1..];
        await visitor.PressAsync("Pay and update");
        await visitor.SeesAsync("Your plan has been updated.");
        var invoice = (await Sandbox.GetAsync($"/v1/subscriptions/{subscription}?expand[]=latest_invoice")).GetProperty("latest_invoice");
        invoice.GetProperty("amount_paid").GetInt64().ShouldBe((long)(decimal.Parse(due, System.Globalization.CultureInfo.InvariantCulture) * 100));

        await visitor.FollowAsync("Add payment method");
        await visitor.TypeCardAsync("4000 0025 0000 3155");
        await visitor.CheckAsync("portal-card");
        await visitor.PressAsync("Save card");
        await visitor.ApproveAtTheBankAsync();
        await visitor.SeesAsync("Your card has been added.");
        await visitor.FollowAsync("Update information");
        await visitor.EnterAsync("Address", "1 Main St");
        await visitor.CheckAsync("portal-information");
        await visitor.PressAsync("Save");
        await visitor.SeesAsync("1 Main St");

        await visitor.FollowAsync("Cancel plan");
        await visitor.Page.GetByLabel("It's too expensive").CheckAsync();
        await visitor.CheckAsync("portal-cancel");
        await visitor.PressAsync("Cancel plan");
        await visitor.SeesAsync("Your plan has been canceled.");
        (await Sandbox.GetAsync("/v1/subscriptions/" + subscription)).GetProperty("cancellation_details").GetProperty("feedback").GetString().ShouldBe("too_expensive");
        await visitor.CheckAsync("portal-canceled");
        await visitor.PressAsync("Don't cancel plan");
        await visitor.SeesAsync("Your plan goes on as before.");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Return to merchant" })).ToHaveAttributeAsync("href", Sandbox.Address.ToString());
    }
}
