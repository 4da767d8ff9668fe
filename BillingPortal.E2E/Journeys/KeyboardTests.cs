using System.Text.RegularExpressions;
using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>The whole journey without a mouse, with the focus visible at each stop.</summary>
public sealed class KeyboardTests(Chromium chromium, PortalPool portals) : BrowserTest(chromium, portals)
{
    [Fact]
    public async Task Somebody_without_a_mouse_gets_from_pricing_to_Team()
    {
        var portal = await SharedPortalAsync();
        var person = await SomebodyAsync(portal);
        var customer = new NewCustomer(person, "keyboard");
        var keyboard = new Keyboard(person);
        var page = person.Page;

        await person.GoToAsync("/pricing");
        await keyboard.PressAsync(page.GetByRole(AriaRole.Article, new() { Name = "Team" }).GetByRole(AriaRole.Link, new() { Name = "Start free trial" }));
        await keyboard.TypeAsync(page.GetByLabel("Your name"), "Key Board");
        await keyboard.TypeAsync(page.GetByLabel("Work e-mail"), customer.Email);
        await keyboard.TypeAsync(page.GetByLabel("Password", new() { Exact = true }), NewCustomer.Password);
        await keyboard.PressAsync(Button(page, "Create account"));
        await Expect(page).ToHaveURLAsync(Address.Of("/auth/verify"));
        await page.GotoAsync((await portal.Mail.LinkAsync(customer.Email, "/auth/verify")).ToString());
        await keyboard.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Continue to sign in" }));
        await keyboard.TypeAsync(page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail", Exact = true }), customer.Email);
        await keyboard.TypeAsync(page.GetByLabel("Password", new() { Exact = true }), NewCustomer.Password);
        await keyboard.PressAsync(Button(page, "Sign in"));
        await keyboard.TypeAsync(page.GetByRole(AriaRole.Textbox, new() { Name = "Organization", Exact = true }), customer.Organization);
        await keyboard.PressAsync(Button(page, "Continue"));
        await Expect(page).ToHaveURLAsync(Address.Of("/auth/trial-checkout"));
        await keyboard.PressAsync(Button(page, "Start .* trial"));
        await keyboard.TypeAsync(page.GetByLabel("Card number"), "4242424242424242");
        await keyboard.TypeAsync(page.GetByLabel("Expiration"), "1234");
        await keyboard.TypeAsync(page.GetByLabel("CVC"), "123");
        await keyboard.TypeAsync(page.GetByLabel("Cardholder name"), "Key Board");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(Address.Of("/checkout/return"));
        await keyboard.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Go to billing" }));
        await customer.SeesTeamTrialingAsync();
    }

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(name, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) });
}
