using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>People close the browser in the middle. Signing in again, in another one, leads to the step that is missing, with the trial still wanted.</summary>
public sealed class ResumeTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    [Fact]
    public async Task Left_after_the_sign_up_the_customer_is_sent_to_the_mailbox_first()
    {
        var portal = await SharedPortalAsync();
        var customer = new NewCustomer(await SomebodyAsync(portal), "left-unverified");
        await customer.ChooseTheTeamTrialAsync();
        await customer.SignUpAsync();

        await customer.SignInAgainWithAsync(await SomebodyAsync(portal));
        await Expect(customer.Person.Page).ToHaveURLAsync(Address.Of("/auth/verify"));

        await customer.VerifyAsync();
        await customer.SignInAsync();
        await customer.NameTheOrganizationAsync();
        await FinishAsync(customer);
    }

    [Fact]
    public async Task Left_after_the_verification_the_customer_names_the_organization_next()
    {
        var portal = await SharedPortalAsync();
        var customer = new NewCustomer(await SomebodyAsync(portal), "left-verified");
        await customer.ChooseTheTeamTrialAsync();
        await customer.SignUpAsync();
        await customer.VerifyAsync();

        await customer.SignInAgainWithAsync(await SomebodyAsync(portal));

        await customer.NameTheOrganizationAsync();
        await FinishAsync(customer);
    }

    [Fact]
    public async Task Left_after_naming_the_organization_the_customer_goes_on_to_Checkout()
    {
        var portal = await SharedPortalAsync();
        var customer = new NewCustomer(await SomebodyAsync(portal), "left-onboarded");
        await customer.ChooseTheTeamTrialAsync();
        await customer.SignUpAsync();
        await customer.VerifyAsync();
        await customer.SignInAsync();
        await customer.NameTheOrganizationAsync();

        await customer.SignInAgainWithAsync(await SomebodyAsync(portal));

        await FinishAsync(customer);
    }

    [Fact]
    public async Task A_page_asked_for_while_signed_out_is_where_the_sign_in_leads_back_to()
    {
        var portal = await SharedPortalAsync();
        var customer = new NewCustomer(await SomebodyAsync(portal), "deep-link");
        await customer.ReachCheckoutAsync();

        var elsewhere = await SomebodyAsync(portal);
        await elsewhere.GoToAsync("/auth/trial-checkout?plan=business&interval=yearly");
        await Expect(elsewhere.Page).ToHaveURLAsync(Address.Of("/auth/signin"));
        await customer.SignInAsync(elsewhere);

        await Expect(elsewhere.Page).ToHaveURLAsync(Address.Of("/auth/trial-checkout"));
        await Expect(elsewhere.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Subscribe to Business");
        await Expect(elsewhere.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("yearly");
    }

    private static async Task FinishAsync(NewCustomer customer)
    {
        await customer.GoToCheckoutAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();
        await customer.SeesTeamTrialingAsync();
    }
}
