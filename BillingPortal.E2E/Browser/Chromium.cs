using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace BillingPortal.E2E.Browser;

/// <summary>The one real browser of this run; each person in a test gets a context of their own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // What a test browser must not do: sandbox itself as root, speak to the internet, or ask questions.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        var program = Command.Find("chromium", "chromium-browser", "google-chrome")
            ?? throw new InvalidOperationException("No chromium on PATH: install it (Debian: sudo apt-get install chromium) or run ./test.sh, which does.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Flags });
        Assertions.SetDefaultExpectTimeout(30_000);   // two cores, shared with a server and a database
    }

    /// <summary>A new person with a clean browser in front of this portal.</summary>
    public async Task<Person> OpenAsync(Portal portal, Look? look = null)
    {
        look ??= Look.Light;
        return await Person.OpenAsync(await NewContextAsync(portal.Address, look), look, portal);
    }

    /// <summary>A clean browser in front of whatever is at this address.</summary>
    public Task<IBrowserContext> NewContextAsync(Uri address, Look look) => browser!.NewContextAsync(new()
    {
        BaseURL = address.ToString(),
        ColorScheme = look.Scheme,
        ViewportSize = new() { Width = look.Width, Height = look.Height },
        Locale = "en-US",
        TimezoneId = "UTC",
        ReducedMotion = ReducedMotion.Reduce,
    });

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
