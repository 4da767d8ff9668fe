using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Hosted;

/// <summary>Somebody who follows a link of the sandbox: to Checkout, to the customer portal, to an invoice.</summary>
public sealed class HostedVisitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    public ILocator Main => page.GetByRole(AriaRole.Main);

    public Task SeesAsync(string words) => Expect(Main).ToContainTextAsync(words);

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task FollowAsync(string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    public Task EnterAsync(string field, string text) => page.GetByLabel(field, new() { Exact = true }).FillAsync(text);

    public async Task TypeCardAsync(string number)
    {
        await EnterAsync("Card number", number);
        await EnterAsync("Expiration", "12 / 34");
        await EnterAsync("CVC", "123");
        await EnterAsync("Cardholder name", "Ann Example");
    }

    public async Task ApproveAtTheBankAsync() => await PressAsync("Complete authentication");

    /// <summary>In light, in dark and on the narrowest phone: picture, accessibility, no sideways scrolling.</summary>
    public async Task CheckAsync(string name)
    {
        foreach (var look in Look.All)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
            await page.SetViewportSizeAsync(look.Width, look.Height);
            await page.ScreenshotAsync(new() { Path = Repository.Output("screenshots", $"hosted-{name}-{look}.png"), FullPage = true });
            var found = await page.RunAxe(new AxeRunOptions { Iframes = false });
            found.Violations.Where(violation => violation.Impact is "serious" or "critical" or "moderate")
                .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}").ShouldBeEmpty($"axe-core on {name} ({look})");
            var widths = await page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, window.innerWidth]");
            widths[0].ShouldBeLessThanOrEqualTo(widths[1], $"{name} ({look}) scrolls sideways");
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(Look.Light.Width, Look.Light.Height);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
