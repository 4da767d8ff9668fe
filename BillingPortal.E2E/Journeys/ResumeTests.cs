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
        await customer.PayAsync();
        await customer.ComeBackAsync();

        var elsewhere = await SomebodyAsync(portal);
        await elsewhere.GoToAsync("/billing/invoices");
        await Expect(elsewhere.Page).ToHaveURLAsync(Address.Of("/auth/signin"));
        await elsewhere.Page.GetByLabel("E-mail").FillAsync(customer.Email);
        await elsewhere.Page.GetByLabel("Password").FillAsync(NewCustomer.Password);
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(elsewhere.Page).ToHaveURLAsync(Address.Of("/billing/invoices"));
    }

    private static async Task FinishAsync(NewCustomer customer)
    {
        await customer.GoToCheckoutAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();
        await customer.SeesTeamTrialingAsync();
    }
}
