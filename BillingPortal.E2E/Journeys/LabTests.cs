using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>A superadmin in the lab: travels through time, plays a scenario, lets something go wrong, begins anew. Support only looks.</summary>
public sealed class LabTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    [Fact]
    public async Task The_lab_moves_time_plays_a_scenario_breaks_something_and_begins_anew()
    {
        var portal = await OwnPortalAsync("lab", Database.Sqlite);
        var person = await SomebodyAsync(portal);
        var lab = new LabBench(person);
        await lab.OpenAsync();
        await person.CheckPageAsync("admin-lab");

        await lab.AdvanceAsync("1 week");
        await Expect(lab.Section("Time machine")).ToContainTextAsync("7 days");

        await lab.PlayAsync("Upgrade");
        await person.CheckPageAsync("admin-lab-played");
        await lab.OpenTimelineAsync("Upgrade");
        await Expect(person.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("the portal shows the plan Business");
        await person.CheckPageAsync("admin-lab-run");
        await lab.ShouldDownloadAsync("Markdown", "upgrade.md");

        await lab.BackAsync();
        await lab.LetGoWrongAsync("Webhooks get lost", "invoice.*");
        await Expect(lab.Section("Faults")).ToContainTextAsync("1 fault in force");
        await lab.MendAsync("Webhooks get lost");
        await Expect(lab.Section("Faults")).ToContainTextAsync("everything works");

        await lab.DecideAsync("Decline: insufficient funds");
        await Expect(lab.Section("Next payment")).ToContainTextAsync("anybody's");

        await lab.ResetAsync("please");
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("to confirm");
        await lab.ResetAsync("reset sandbox");
        await Expect(lab.Section("Time machine")).ToContainTextAsync("in step with the real clock");
        await Expect(lab.Section("Next payment")).ToContainTextAsync("Nothing is decided");
        person.ShouldHaveNoComplaints("the lab");
    }

    [Theory, InlineData("dark"), InlineData("narrow")]
    public async Task The_lab_can_be_read_by_everybody(string look)
    {
        var portal = await SharedPortalAsync();
        var person = await SomebodyAsync(portal, Look.Named(look));
        var lab = new LabBench(person);
        await lab.OpenAsync();
        await lab.PlayAsync("Cancel at once");
        await person.CheckPageAsync("admin-lab");
        await lab.OpenTimelineAsync("Cancel at once");
        await person.CheckPageAsync("admin-lab-run");
    }
}
