using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>One trial for each organization: the second is refused before Checkout, in words, and money moves only after a yes.</summary>
public sealed class SecondTrialTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    [Theory, MemberData(nameof(BothDatabases))]
    public async Task A_second_trial_is_denied_told_and_charged_only_after_the_customer_agrees(Database database)
    {
        var portal = await SharedPortalAsync(database);
        var customer = new NewCustomer(await SomebodyAsync(portal), "again");
        await customer.ReachCheckoutAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();
        await customer.SeesTeamTrialingAsync();
        await portal.Stripe.CancelSubscriptionOfAsync(customer.Email);
        var page = customer.Person.Page;
        await customer.WaitsUntilBillingShowsAsync("Community");

        await customer.Person.GoToAsync("/auth/trial-checkout?plan=team&trial=true");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("The free trial is not available");
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await customer.GoToCheckoutAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();

        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Active");
    }
}
