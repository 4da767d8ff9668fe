using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>Nobody sees what is not theirs: visitors are asked to sign in, the wrong role is refused, the other organization does not exist.</summary>
public sealed class AccessTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    public static TheoryData<string> PagesOfCustomers => ["/billing", "/auth/onboard", "/auth/trial-checkout", "/checkout/return?session_id=cs_test_1"];

    public static TheoryData<string> PagesOfTheConsole => ["/admin", "/admin/webhooks", "/admin/webhooks/evt_1", "/admin/emails", "/admin/emails/1"];

    [Theory, MemberData(nameof(PagesOfCustomers)), MemberData(nameof(PagesOfTheConsole))]
    public async Task A_visitor_is_asked_to_sign_in(string path)
    {
        var visitor = await SomebodyAsync(await SharedPortalAsync());
        await visitor.GoToAsync(path);
        await Expect(visitor.Page).ToHaveURLAsync(Address.Of("/auth/signin"));
    }

    [Theory]
    [InlineData("/api/v1/billing/subscription")]
    [InlineData("/api/v1/billing/webhooks")]
    [InlineData("/api/v1/billing/entitlements/org_1")]
    public async Task A_call_without_a_name_is_answered_401(string path)
    {
        var portal = await SharedPortalAsync();
        using var answer = await portal.Http.GetAsync(new Uri(path, UriKind.Relative));
        ((int)answer.StatusCode).ShouldBe(401);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_customer_is_refused_at_the_console()
    {
        var customer = await OwnerOnTeamAsync("nosy");
        foreach (var path in (string[])["/admin", "/admin/webhooks", "/admin/emails"])
        {
            (await customer.Person.GoToAsync(path)).Status.ShouldBe(403, path);
            await Expect(customer.Person.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("not for your role");
        }

        (await customer.Person.Page.APIRequest.GetAsync("/api/v1/billing/webhooks")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Another_organization_s_ids_do_not_exist()
    {
        var owner = await OwnerOnTeamAsync("mine");
        var stranger = await OwnerOnTeamAsync("stranger");
        var (organization, session) = await owner.Person.Portal.Stripe.IdsOfAsync(owner.Email);

        (await owner.Person.Page.APIRequest.GetAsync($"/api/v1/billing/entitlements/{organization}")).Status.ShouldBe(200);
        (await owner.Person.GoToAsync($"/checkout/return?session_id={session}")).Status.ShouldBe(200);

        (await stranger.Person.Page.APIRequest.GetAsync($"/api/v1/billing/entitlements/{organization}")).Status.ShouldBe(404);
        (await stranger.Person.GoToAsync($"/checkout/return?session_id={session}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Two_people_in_two_browsers_see_each_their_own()
    {
        var first = await OwnerOnTeamAsync("first");
        var second = new NewCustomer(await SomebodyAsync(first.Person.Portal), "second");
        await second.ChooseTheTeamTrialAsync();
        await second.SignUpAsync();
        await second.VerifyAsync();
        await second.SignInAsync();
        await second.NameTheOrganizationAsync();

        await second.Person.GoToAsync("/billing");
        await first.Person.GoToAsync("/billing");

        await Expect(second.Person.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Community");
        await Expect(second.Person.Page.Locator("body")).Not.ToContainTextAsync(first.Organization);
        await first.SeesTeamTrialingAsync();
    }

    [Fact]
    public async Task Two_windows_of_the_same_customer_tell_the_same_and_sign_out_together()
    {
        var customer = await OwnerOnTeamAsync("windows");
        var otherWindow = await customer.Person.OpenSecondWindowAsync();
        await otherWindow.GoToAsync("/billing");
        await Expect(otherWindow.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Team");

        await customer.SignOutAsync();

        await otherWindow.GoToAsync("/billing");
        await Expect(otherWindow.Page).ToHaveURLAsync(Address.Of("/auth/signin"));
    }

    private async Task<NewCustomer> OwnerOnTeamAsync(string name)
    {
        var customer = new NewCustomer(await SomebodyAsync(await SharedPortalAsync()), name);
        await customer.ReachCheckoutAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();
        return customer;
    }
}
