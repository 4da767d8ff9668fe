using System.Text.RegularExpressions;
using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>
/// Somebody who does not know the portal yet: each method is one step of the way from the pricing page to Team, and ends when the page of
/// the next step is there. Finds things only by what a human sees.
/// </summary>
public sealed partial class NewCustomer(Person person, string name)
{
    public const string Password = "correct horse battery 7";

    public Person Person => person;

    public string Email { get; } = $"{name}-{Guid.NewGuid():N}@example.test";

    public string Organization { get; } = $"Example {name}";

    private IPage Page => person.Page;

    public async Task ChooseTheTeamTrialAsync()
    {
        await person.GoToAsync("/pricing");
        var team = Page.GetByRole(AriaRole.Article).Filter(new() { Has = Page.GetByRole(AriaRole.Heading, new() { Name = "Team" }) });
        await team.GetByRole(AriaRole.Link, new() { Name = "Start free trial" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(At("/auth/signup"));
    }

    public async Task SignUpAsync()
    {
        await Page.GetByLabel("E-mail").FillAsync(Email);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(At("/auth/verify"));
    }

    /// <summary>Opens the link of the verification mail, in whatever browser this person has now.</summary>
    public async Task VerifyAsync()
    {
        var link = await person.Portal.Mail.LinkAsync(Email, "confirm");
        await Page.GotoAsync(link.ToString());
    }

    public async Task SignInAsync()
    {
        await Page.GetByLabel("E-mail").FillAsync(Email);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public async Task NameTheOrganizationAsync()
    {
        await Expect(Page).ToHaveURLAsync(At("/auth/onboard"));
        await Page.GetByLabel("Organization name").FillAsync(Organization);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(At("/auth/trial-checkout"));
    }

    public async Task GoToCheckoutAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Continue to payment" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(CheckoutPage());
    }

    public async Task PayAsync(string card = Card.Good)
    {
        await Page.GetByLabel("Card number").FillAsync(card);
        await Page.GetByLabel("Expiration").FillAsync("12 / 34");
        await Page.GetByLabel("CVC").FillAsync("123");
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = PayButton() }).ClickAsync();
    }

    /// <summary>From the return page, which shows the truth by itself, to the overview.</summary>
    public async Task ComeBackAsync()
    {
        await Expect(Page).ToHaveURLAsync(At("/checkout/return"));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Go to billing" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(At("/billing"));
    }

    public async Task SeesTeamTrialingAsync()
    {
        var main = Page.GetByRole(AriaRole.Main);
        await Expect(main.GetByText("Team", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(main.GetByText("Trial", new() { Exact = false }).First).ToBeVisibleAsync();
        await Expect(main.GetByText("x").First).ToBeVisibleAsync();
    }

    /// <summary>Everything up to the sandbox's Checkout page.</summary>
    public async Task ReachCheckoutAsync()
    {
        await ChooseTheTeamTrialAsync();
        await SignUpAsync();
        await VerifyAsync();
        await SignInAsync();
        await NameTheOrganizationAsync();
        await GoToCheckoutAsync();
    }

    public static Regex At(string path) => new($"^https?://[^/]+{Regex.Escape(path)}(\\?.*)?$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("/c/pay/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CheckoutPage();

    [GeneratedRegex("^(Pay|Subscribe|Start trial)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PayButton();
}
