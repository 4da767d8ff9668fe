using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>The demo superadmin at /admin/lab; each method is one thing that can be done there, and ends when the page says that it is done.</summary>
public sealed class LabBench(Person person)
{
    private IPage Page => person.Page;

    public ILocator Section(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    public Task OpenAsync() => new Superadmin(person).SignInAsync("/admin/lab");

    public async Task BackAsync()
    {
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Console" }).GetByRole(AriaRole.Link, new() { Name = "Lab" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Lab", Exact = true, Level = 1 })).ToBeVisibleAsync();
    }

    public async Task AdvanceAsync(string by)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = by, Exact = true }).ClickAsync();
        await Expect(Section("Journey through time")).ToContainTextAsync("done");
        await ReloadAsync();
    }

    public async Task PlayAsync(string title)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Run {title}", Exact = true }).ClickAsync();
        await Expect(Section(title)).ToContainTextAsync("1 of 1 scenario played, all held");
        await ReloadAsync();
    }

    public async Task OpenTimelineAsync(string title)
    {
        await Section("Scenarios").GetByRole(AriaRole.Link, new() { Name = $"timeline of {title}" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true, Level = 1 })).ToBeVisibleAsync();
    }

    public async Task ShouldDownloadAsync(string link, string file)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
        download.SuggestedFilename.ShouldBe(file);
    }

    public async Task LetGoWrongAsync(string fault, string where)
    {
        await Section("Faults").GetByLabel("Let this go wrong").SelectOptionAsync(new SelectOptionValue { Label = fault });
        await Section("Faults").GetByLabel("Only at").FillAsync(where);
        await Section("Faults").GetByRole(AriaRole.Button, new() { Name = "Add the fault" }).ClickAsync();
        await Expect(Page.GetByText("The fault is in force.")).ToBeVisibleAsync();
    }

    public async Task MendAsync(string fault)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Remove {fault}", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("The fault is taken away.")).ToBeVisibleAsync();
    }

    public async Task DecideAsync(string outcome)
    {
        await Section("Next payment").GetByLabel("The next attempt shall").SelectOptionAsync(new SelectOptionValue { Label = outcome });
        await Section("Next payment").GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("The next payment is decided.")).ToBeVisibleAsync();
    }

    public async Task ResetAsync(string typed)
    {
        await Section("Reset the sandbox").GetByRole(AriaRole.Textbox).FillAsync(typed);
        await Section("Reset the sandbox").GetByRole(AriaRole.Button, new() { Name = "Reset sandbox and portal" }).ClickAsync();
    }

    private async Task ReloadAsync()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Show how things stand now" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Lab", Exact = true, Level = 1 })).ToBeVisibleAsync();
    }
}
