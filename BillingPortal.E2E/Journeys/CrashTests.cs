using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Shouldly;
using Xunit;

namespace BillingPortal.E2E.Journeys;

/// <summary>The power fails at the worst moments. Whoever was on the way to Team gets there, gets one mail, and no event is lost.</summary>
public sealed class CrashTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    [Theory, MemberData(nameof(BothDatabases))]
    public async Task Killed_after_the_sign_up_the_customer_goes_on_with_the_same_mail(Database database)
    {
        var portal = await OwnPortalAsync($"killed-after-sign-up-{database}", database);
        var customer = new NewCustomer(await SomebodyAsync(portal), "grace");
        await customer.ChooseTheTeamTrialAsync();
        await customer.SignUpAsync();

        await portal.KillAndStartAgainAsync();

        await customer.VerifyAsync();
        await customer.SignInAsync();
        await customer.NameTheOrganizationAsync();
        await customer.GoToCheckoutAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();
        await IsOnTeamWithOneMailAsync(customer);
    }

    [Theory, MemberData(nameof(BothDatabases))]
    public async Task Killed_while_the_customer_is_on_Checkout_the_payment_still_works(Database database)
    {
        var portal = await OwnPortalAsync($"killed-on-checkout-{database}", database);
        var customer = new NewCustomer(await SomebodyAsync(portal), "hedy");
        await customer.ReachCheckoutAsync();

        await portal.KillAndStartAgainAsync();

        await customer.Person.Page.ReloadAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();
        await IsOnTeamWithOneMailAsync(customer);
    }

    [Theory, MemberData(nameof(BothDatabases))]
    public async Task Killed_right_after_the_payment_the_return_page_still_tells_the_truth(Database database)
    {
        var portal = await OwnPortalAsync($"killed-after-payment-{database}", database);
        var customer = new NewCustomer(await SomebodyAsync(portal), "joan");
        await customer.ReachCheckoutAsync();

        var returnPage = await customer.PayAndLosePowerAsync();
        await portal.StartAsync();

        await customer.Person.Page.GotoAsync(returnPage);
        await customer.ComeBackAsync();
        await IsOnTeamWithOneMailAsync(customer);
    }

    [Theory, MemberData(nameof(BothDatabases))]
    public async Task Killed_with_stored_events_waiting_they_are_processed_after_the_restart(Database database)
    {
        var portal = await OwnPortalAsync($"killed-while-pending-{database}", database);
        var customer = new NewCustomer(await SomebodyAsync(portal), "mary");
        await customer.ReachCheckoutAsync();
        await portal.KillAndStartAgainAsync(("PROCESSING_ENABLED", "0"));
        await customer.Person.Page.ReloadAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();
        var superadmin = new Superadmin(await SomebodyAsync(portal));
        await superadmin.SignInAsync("/admin/webhooks");
        await superadmin.SeesEventAsync("checkout.session.completed", "Pending");
        (await customer.TrialMailsAsync()).ShouldBe(0);

        await portal.KillAndStartAgainAsync();

        await IsOnTeamWithOneMailAsync(customer);
    }

    /// <summary>The end is always the same, whatever happened on the way.</summary>
    private async Task IsOnTeamWithOneMailAsync(NewCustomer customer)
    {
        await customer.Person.GoToAsync("/billing");
        await customer.SeesTeamTrialingAsync();
        var superadmin = new Superadmin(await SomebodyAsync(customer.Person.Portal));
        await superadmin.SignInAsync();
        await superadmin.SeesThatNoEventIsLostAsync();
        await superadmin.SeesTheStoryOfAsync(customer);
        (await customer.TrialMailsAsync()).ShouldBe(1);
    }
}
