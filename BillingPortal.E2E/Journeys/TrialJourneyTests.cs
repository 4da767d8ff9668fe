using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Shouldly;
using Xunit;

namespace BillingPortal.E2E.Journeys;

/// <summary>From the pricing page to Team: the way that must never break.</summary>
public sealed class TrialJourneyTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    [Theory, MemberData(nameof(BothDatabases))]
    public async Task A_new_customer_starts_the_trial_and_sees_Team_trialing_with_its_end(Database database)
    {
        var portal = await SharedPortalAsync(database);
        var customer = new NewCustomer(await SomebodyAsync(portal), "ada");

        await customer.ChooseTheTeamTrialAsync();
        await customer.SignUpAsync();
        await customer.VerifyAsync();
        await customer.SignInAsync();
        await customer.NameTheOrganizationAsync();
        await customer.GoToCheckoutAsync();
        await customer.PayAsync(Card.Good);
        await customer.ComeBackAsync();
        await customer.SeesTeamTrialingAsync();
        customer.Person.ShouldHaveNoComplaints("the whole journey");

        (await customer.TrialMailsAsync()).ShouldBe(1);
        var superadmin = new Superadmin(await SomebodyAsync(portal));
        await superadmin.SignInAsync();
        await superadmin.SeesTheStoryOfAsync(customer);
    }

    [Fact]
    public async Task A_declined_card_is_told_in_place_and_another_card_works()
    {
        var customer = new NewCustomer(await SomebodyAsync(await SharedPortalAsync()), "declined");
        await customer.ReachCheckoutAsync();

        await customer.PayAsync(Card.Declined);
        await customer.IsToldOnCheckoutAsync("declined");
        await customer.PayAsync(Card.Good);

        await customer.ComeBackAsync();
        await customer.SeesTeamTrialingAsync();
    }

    [Fact]
    public async Task The_cancel_link_leads_back_and_the_trial_can_still_be_started()
    {
        var customer = new NewCustomer(await SomebodyAsync(await SharedPortalAsync()), "cancel");
        await customer.ReachCheckoutAsync();

        await customer.CancelOnCheckoutAsync();
        await customer.GoToCheckoutAsync();
        await customer.PayAsync();

        await customer.ComeBackAsync();
        await customer.SeesTeamTrialingAsync();
    }
}
