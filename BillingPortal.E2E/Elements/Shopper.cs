using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>Somebody in front of the shop's page. The fields are in frames of another origin, where the shop cannot look.</summary>
public sealed class Shopper(IBrowserContext context, IPage page, Look look) : IAsyncDisposable
{
    public IPage Page => page;

    public IFrameLocator Payment => page.FrameLocator("iframe[title='Secure payment input frame']");

    public IFrameLocator AddressFields => page.FrameLocator("iframe[title='Secure address input frame']");

    public IFrameLocator Express => page.FrameLocator("iframe[title='Secure express checkout frame']");

    public IFrameLocator WalletSheet => page.FrameLocator("iframe[title='Sandbox wallet']");

    public IFrameLocator Bank => page.FrameLocator("iframe[title='3-D Secure authentication']");

    public ILocator Message => page.Locator("#message");

    public ILocator Result => page.Locator("#result");

    public async Task TypeCardAsync(string number, string zip = "94103")
    {
        await Payment.GetByLabel("Card number").FillAsync(number);
        await Payment.GetByLabel("Expiration date").FillAsync("12 / 34");
        await Payment.GetByLabel("Security code").FillAsync("123");
        if (zip.Length > 0)
            await Payment.GetByLabel("ZIP code").FillAsync(zip);
    }

    public Task SubscribeAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();

    public async Task PayAsync(string number)
    {
        await TypeCardAsync(number);
        await SubscribeAsync();
    }

    /// <summary>The last event of a kind that the shop's page heard, with what it was told.</summary>
    public async Task<JsonElement> HeardAsync(string element, string name)
    {
        var entries = page.Locator("#events li").Filter(new() { HasText = $"{element} {name} " });
        await Expect(entries.Last).ToBeAttachedAsync();
        return JsonDocument.Parse((await entries.Last.TextContentAsync())!.Split(' ', 3)[2]).RootElement;
    }

    public async Task<bool> HasHeardAsync(string element, string name) =>
        await page.Locator("#events li").Filter(new() { HasText = $"{element} {name} " }).CountAsync() > 0;

    /// <summary>Picture, accessibility in the page and in its frames, no sideways scrolling.</summary>
    /// <param name="name">Names the picture.</param>
    /// <param name="frameContrast">False over a dark page: axe-core takes what is behind a transparent frame for white.</param>
    public async Task CheckAsync(string name, bool frameContrast = true)
    {
        // A frame below the window's edge is not painted, so the window becomes as tall as the page for the picture.
        var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        await page.SetViewportSizeAsync(look.Width, Math.Max(look.Height, height));
        await page.ScreenshotAsync(new() { Path = Repository.Output("screenshots", $"elements-{name}-{look}.png"), FullPage = true });
        var found = await page.RunAxe(frameContrast ? new AxeRunOptions() : new AxeRunOptions { Rules = new() { ["color-contrast"] = new() { Enabled = false } } });
        found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")
            .ShouldBeEmpty($"axe-core on {name} ({look})");
        var widths = await page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, window.innerWidth]");
        widths[0].ShouldBeLessThanOrEqualTo(widths[1], $"{name} ({look}) scrolls sideways");
    }

    /// <summary>The contrast of a text in a frame with the shop's own background, on which the frame lies transparent (WCAG 2.2's formula).</summary>
    public async Task<double> ContrastOverThePageAsync(ILocator text)
    {
        var colors = new[]
        {
            await text.EvaluateAsync<string>("element => getComputedStyle(element).color"),
            await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"),
        };
        var light = colors.Select(Luminance).Order().ToList();
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private static double Luminance(string rgb)
    {
        var parts = Regex.Matches(rgb, @"\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Take(3).Select(part => Linear(double.Parse(part.Value, CultureInfo.InvariantCulture) / 255)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);
}
