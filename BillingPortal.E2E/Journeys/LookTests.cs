using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Xunit;

namespace BillingPortal.E2E.Journeys;

/// <summary>Every page, as it comes up on the way, in light, in dark and on the narrowest phone: a picture is kept, axe-core finds nothing grave, nothing scrolls sideways, the console stays silent.</summary>
public sealed class LookTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    public static TheoryData<string> Looks => [.. Look.All.Select(look => look.Name)];

    [Theory, MemberData(nameof(Looks))]
    public async Task The_way_to_Team_can_be_read_by_everybody(string look)
    {
        var person = await SomebodyAsync(await SharedPortalAsync(), Look.Named(look));
        var customer = new NewCustomer(person, $"look-{look}");

        await person.GoToAsync("/pricing");
        await person.CheckPageAsync("pricing");
        await customer.ChooseTheTeamTrialAsync();
        await person.CheckPageAsync("signup");
        await customer.SignUpAsync();
        await person.CheckPageAsync("verify");
        await customer.VerifyAsync();
        await person.CheckPageAsync("signin");
        await customer.SignInAsync();
        await person.CheckPageAsync("onboard");
        await customer.NameTheOrganizationAsync();
        await person.CheckPageAsync("trial-checkout");
        await customer.GoToCheckoutAsync();
        await person.CheckPageAsync("sandbox-checkout");
        await customer.PayAsync(Card.Declined);
        await customer.IsToldOnCheckoutAsync("declined");
        await person.CheckPageAsync("sandbox-checkout-declined");
        await customer.PayAsync();
        await customer.SeesTheReturnPageAsync();
        await person.CheckPageAsync("checkout-return");
        await customer.ComeBackAsync();
        await customer.SeesTeamTrialingAsync();
        await person.CheckPageAsync("billing");
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task The_pages_beside_the_way_can_be_read_by_everybody(string look)
    {
        var person = await SomebodyAsync(await SharedPortalAsync(), Look.Named(look));
        foreach (var (path, name) in (IEnumerable<(string, string)>)[("/auth/forgot", "forgot"), ("/pricing?interval=yearly", "pricing-yearly"), ("/no-such-page", "not-found")])
        {
            await person.GoToAsync(path);
            await person.CheckPageAsync(name);
        }
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task The_console_can_be_read_by_everybody(string look)
    {
        var portal = await SharedPortalAsync();
        var customer = new NewCustomer(await SomebodyAsync(portal), $"console-{look}");
        await customer.ReachCheckoutAsync();
        await customer.PayAsync();
        await customer.ComeBackAsync();

        var person = await SomebodyAsync(portal, Look.Named(look));
        var superadmin = new Superadmin(person);
        await superadmin.SignInAsync();
        await person.CheckPageAsync("admin");
        await superadmin.OpensTheLogAsync("/admin/webhooks");
        await person.CheckPageAsync("admin-webhooks");
        await superadmin.OpensTheFirstRowAsync();
        await person.CheckPageAsync("admin-webhook");
        await superadmin.OpensTheLogAsync("/admin/emails");
        await person.CheckPageAsync("admin-emails");
        await superadmin.OpensTheFirstRowAsync();
        await person.CheckPageAsync("admin-email");
    }
}
