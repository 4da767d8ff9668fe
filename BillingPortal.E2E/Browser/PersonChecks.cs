using BillingPortal.E2E.Portals;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Shouldly;

namespace BillingPortal.E2E.Browser;

/// <summary>What must hold on every page, whatever it shows.</summary>
public static class PersonChecks
{
    extension(Person person)
    {
        /// <summary>Keeps a picture of the whole page in <c>test-output/screenshots/</c>.</summary>
        public async Task KeepPictureAsync(string name) =>
            await person.Page.ScreenshotAsync(new() { Path = Repository.Output("screenshots", $"{name}-{person.Look}.png"), FullPage = true });

        /// <summary>Picture, accessibility, no sideways scrolling, no complaints.</summary>
        public async Task CheckPageAsync(string name)
        {
            await person.KeepPictureAsync(name);
            await person.ShouldBeAccessibleAsync(name);
            await person.ShouldNotScrollSidewaysAsync(name);
            person.ShouldHaveNoComplaints(name);
        }

        public async Task ShouldBeAccessibleAsync(string name)
        {
            // Frames are left out: the portal's only one shows a mail and is locked against every script, axe's too, which would wait for ever.
            var found = await person.Page.RunAxe(new AxeRunOptions { Iframes = false });
            var grave = found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Describe).ToList();
            grave.ShouldBeEmpty($"axe-core on {name} ({person.Look}) at {person.Page.Url}");
        }

        public async Task ShouldNotScrollSidewaysAsync(string name)
        {
            var widths = await person.Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, window.innerWidth]");
            widths[0].ShouldBeLessThanOrEqualTo(widths[1], $"{name} ({person.Look}) scrolls sideways");
        }

        public void ShouldHaveNoComplaints(string name) =>
            person.Complaints.ShouldBeEmpty($"the browser's complaints up to {name} ({person.Look})");
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Impact} {violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Take(3).Select(node => $"{node.Target} {node.Html}"))}";
}
