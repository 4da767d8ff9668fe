using System.Globalization;
using System.Text.RegularExpressions;
using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Journeys;

/// <summary>
/// Somebody who does not know the portal yet: each method is one step of the way from the pricing page to Team, and ends when the page of
/// the next step is there. Finds things only by what a human sees or hears.
/// </summary>
public sealed partial class NewCustomer(Person person, string name)
{
    public const string Password = "four plain words together";

    /// <summary>Changes when the customer goes on in another browser.</summary>
    public Person Person { get; private set; } = person;

    public string Email { get; } = $"{name}-{Guid.NewGuid():N}"[..24] + "@example.test";

    public string Organization { get; } = $"Example {name}";

    private IPage Page => Person.Page;

    public async Task ChooseTheTeamTrialAsync()
    {
        await Person.GoToAsync("/pricing");
        await Page.GetByRole(AriaRole.Article, new() { Name = "Team" }).GetByRole(AriaRole.Link, new() { Name = "Start free trial" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/signup"));
    }

    public async Task SignUpAsync()
    {
        await Page.GetByLabel("Your name").FillAsync(name);
        await Page.GetByLabel("Work e-mail").FillAsync(Email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/verify"));
    }

    /// <summary>Opens the link of the verification mail, in whatever browser the customer has now.</summary>
    public async Task VerifyAsync()
    {
        var link = await Person.Portal.Mail.LinkAsync(Email, "/auth/verify");
        await Page.GotoAsync(link.ToString());
        await Page.GetByRole(AriaRole.Link, new() { Name = "Continue to sign in" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/signin"));
    }

    public Task SignInAsync() => SignInAsync(Person);

    /// <summary>On the sign-in page that this browser shows.</summary>
    public async Task SignInAsync(Person browser)
    {
        await browser.Page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail", Exact = true }).FillAsync(Email);
        await browser.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(browser.Page).Not.ToHaveURLAsync(Address.Of("/auth/signin"));
    }

    public async Task NameTheOrganizationAsync()
    {
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/onboard"));
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Organization", Exact = true }).FillAsync(Organization);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/trial-checkout"));
    }

    public async Task GoToCheckoutAsync()
    {
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/trial-checkout"));
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = ToCheckout() }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(CheckoutPage());
    }

    public async Task PayAsync(string card = Card.Good)
    {
        await Page.GetByLabel("Card number").FillAsync(card);
        await Page.GetByLabel("Expiration").FillAsync("12 / 34");
        await Page.GetByLabel("CVC").FillAsync("123");
        await Page.GetByLabel("Cardholder name").FillAsync(name);
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = PayButton() }).ClickAsync();
    }

    public Task IsToldOnCheckoutAsync(string words) =>
        Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync(words);

    public async Task CancelOnCheckoutAsync()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address.Of("/auth/trial-checkout"));
    }

    /// <summary>Pays; the sandbox has said yes, and the portal dies before the browser gets to the return page, whose address is the result.</summary>
    public async Task<string> PayAndLosePowerAsync()
    {
        var wanted = new TaskCompletionSource<string>();
        await Page.RouteAsync(CheckoutPage(), async route =>
        {
            if (route.Request.Method != "POST")
            {
                await route.ContinueAsync();
                return;
            }

            var answer = await route.FetchAsync(new() { MaxRedirects = 0 });
            wanted.TrySetResult(answer.Headers["location"]);
            await route.AbortAsync();
        });
        await PayAsync();
        var address = await wanted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Person.Portal.KillAsync();
        await Page.UnrouteAllAsync();
        return address;
    }

    /// <summary>The process dies while it handles the payment; nobody knows how far it came.</summary>
    public async Task PressPayAndLosePowerAsync()
    {
        var pressed = Page.WaitForRequestAsync(CheckoutPage(), new() { Timeout = 30_000 });
        await PayAsync();
        await pressed;
        await Person.Portal.KillAsync();
        await Page.GotoAsync("about:blank");
    }

    /// <summary>What a customer does who does not know whether it worked: opens the portal and, if it still asks, pays.</summary>
    public async Task TryToFinishAsync()
    {
        await Person.GoToAsync("/auth/trial-checkout");
        await Expect(Page).ToHaveURLAsync(new Regex("/auth/trial-checkout|/billing", RegexOptions.None, TimeSpan.FromSeconds(1)));
        if (Page.Url.Contains("/billing", StringComparison.Ordinal))
            return;
        await GoToCheckoutAsync();
        await PayAsync();
        await ComeBackAsync();
    }

    /// <summary>From the return page, which shows the truth by itself, to the overview.</summary>
    public async Task ComeBackAsync()
    {
        await Expect(Page).ToHaveURLAsync(Address.Of("/checkout/return"));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Go to billing" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(Address.Of("/billing"));
    }

    public async Task SeesTeamTrialingAsync()
    {
        var overview = Page.GetByRole(AriaRole.Main);
        await Expect(overview).ToContainTextAsync("Team");
        await Expect(overview).ToContainTextAsync(Trialing());
        await Expect(overview).ToContainTextAsync(TrialEnd());
    }

    public async Task SeesTheReturnPageAsync()
    {
        await Expect(Page).ToHaveURLAsync(Address.Of("/checkout/return"));
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Go to billing" })).ToBeVisibleAsync();
    }

    /// <summary>Until the webhook has told the portal what happened at Stripe.</summary>
    public Task WaitsUntilBillingShowsAsync(string words) =>
        Until.TrueAsync(
            async () =>
            {
                await Person.GoToAsync("/billing");
                return (await Page.GetByRole(AriaRole.Main).InnerTextAsync()).Contains(words, StringComparison.Ordinal);
            },
            $"/billing to show {words}");

    public async Task SignOutAsync()
    {
        await Page.GetByLabel("Account menu").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Page).Not.ToHaveURLAsync(Address.Of("/billing"));
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

    /// <summary>The old browser is gone with all its cookies; the customer signs in again in a new one.</summary>
    public async Task SignInAgainWithAsync(Person fresh)
    {
        Person = fresh;
        await Person.GoToAsync("/auth/signin");
        await SignInAsync();
    }

    public async Task<int> TrialMailsAsync() =>
        (await Person.Portal.Mail.ToAsync(Email)).Count(mail => mail.Subject.Contains("trial", StringComparison.OrdinalIgnoreCase));

    /// <summary>Fourteen days after the payment, which was today, or yesterday when midnight passes while the test runs.</summary>
    private static Regex TrialEnd()
    {
        var days = new[] { 14, 13 }.Select(days => DateTimeOffset.UtcNow.AddDays(days).ToString("d MMMM yyyy|MMMM d, yyyy", CultureInfo.InvariantCulture));
        return new Regex(string.Join('|', days), RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [GeneratedRegex("trial", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trialing();

    [GeneratedRegex("/c/pay/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CheckoutPage();

    [GeneratedRegex("^(?:Pay|Subscribe|Start trial)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PayButton();

    [GeneratedRegex("^(?:Start .* trial|Pay .* now|Continue to payment)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ToCheckout();
}
