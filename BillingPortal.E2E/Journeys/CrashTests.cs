using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Shouldly;
using Xunit;

namespace BillingPortal.E2E.Journeys;

/// <summary>The power fails at the worst moments. Whoever was on the way to Team gets there, gets one mail, and no event is lost.</summary>
public sealed class CrashTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    // On SQLite only: the verification mail may be leased when the process dies, and PostgreSQL gives it back after five minutes.
    [Fact]
    public async Task Killed_after_every_single_step_the_customer_just_goes_on()
    {
        var portal = await OwnPortalAsync("killed-after-every-step", Database.Sqlite);
        var customer = new NewCustomer(await SomebodyAsync(portal), "grace");

        await customer.ChooseTheTeamTrialAsync();
        await LoseAndGetPowerAsync(customer);
        await customer.SignUpAsync();
        await LoseAndGetPowerAsync(customer);
        await customer.VerifyAsync();
        await LoseAndGetPowerAsync(customer);
        await customer.SignInAsync();
        await LoseAndGetPowerAsync(customer);
        await customer.NameTheOrganizationAsync();
        await LoseAndGetPowerAsync(customer);
        await customer.GoToCheckoutAsync();
        await LoseAndGetPowerAsync(customer);
        await customer.PayAsync();
        await customer.ComeBackAsync();
        await LoseAndGetPowerAsync(customer);

        await IsOnTeamWithOneMailAsync(customer);
    }

    [Theory, MemberData(nameof(BothDatabases))]
    public async Task Killed_in_the_very_moment_of_paying_the_customer_ends_up_on_Team_once(Database database)
    {
        var portal = await OwnPortalAsync($"killed-while-paying-{database}", database);
        var customer = new NewCustomer(await SomebodyAsync(portal), "hedy");
        await customer.ReachCheckoutAsync();

        await customer.PressPayAndLosePowerAsync();
        await portal.StartAsync();

        await customer.TryToFinishAsync();
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

    /// <summary>A person in front of a page that has died loads it again.</summary>
    private static async Task LoseAndGetPowerAsync(NewCustomer customer)
    {
        await customer.Person.Portal.KillAndStartAgainAsync();
        await customer.Person.Page.ReloadAsync();
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
        (await customer.Person.Portal.Stripe.SubscriptionsOfAsync(customer.Email)).ShouldBe(1);
    }
}
