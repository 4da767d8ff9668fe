using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>The demo superadmin at the console.</summary>
public sealed class Superadmin(Person person)
{
    // On PostgreSQL nobody knows that a killed process is dead before its leases end.
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(3);

    private IPage Page => person.Page;

    public async Task SignInAsync(string wanted = "/admin")
    {
        await person.GoToAsync(wanted);
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/signin"));
        var (email, password) = person.Portal.DemoSignIn("superadmin");
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail", Exact = true }).FillAsync(email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address.Of(wanted));
    }

    public async Task SeesEventAsync(string type, string status)
    {
        await person.GoToAsync("/admin/webhooks");
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = type }).First).ToContainTextAsync(status);
    }

    /// <summary>The webhooks that made the customer's trial are in the log, processed, and the mail is in the mail log, once.</summary>
    public async Task SeesTheStoryOfAsync(NewCustomer customer)
    {
        foreach (var type in (string[])["checkout.session.completed", "customer.subscription.created", "customer.created"])
            await SeesEventAsync(type, "Processed");

        await person.GoToAsync("/admin/emails");
        var started = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = customer.Email }).Filter(new() { HasText = "trial_started" });
        await Expect(started).ToHaveCountAsync(1);
        await Expect(started).ToContainTextAsync("Sent");
    }

    public async Task OpensTheLogAsync(string path)
    {
        await person.GoToAsync(path);
        await Expect(Page.GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
    }

    public async Task OpensTheFirstRowAsync()
    {
        var link = Page.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).First;
        var title = await link.InnerTextAsync();
        await link.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true, Level = 1 })).ToBeVisibleAsync();
    }

    /// <summary>Every event that Stripe ever made is in the inbox and done with.</summary>
    public async Task SeesThatNoEventIsLostAsync() =>
        await Until.TrueAsync(
            async () =>
            {
                var done = await DoneEventsAsync();
                return (await person.Portal.Stripe.EventIdsAsync()).All(done.Contains);
            },
            "every event of Stripe to be processed",
            LongestLease);

    private async Task<HashSet<string>> DoneEventsAsync()
    {
        var answer = await Page.APIRequest.GetAsync("/api/v1/billing/webhooks?limit=100");
        answer.Status.ShouldBe(200);
        var list = await answer.JsonAsync();
        return [.. list!.Value.GetProperty("data").EnumerateArray()
            .Where(item => item.GetProperty("status").GetString() is "processed" or "ignored")
            .Select(item => item.GetProperty("id").GetString()!)];
    }
}
