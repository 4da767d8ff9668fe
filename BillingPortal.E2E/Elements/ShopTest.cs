using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Portals;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace BillingPortal.E2E.Elements;

/// <summary>A test with a shopper in front of the shop. It ends with a silent console: a violated content security policy would be on it.</summary>
public abstract class ShopTest(Chromium chromium, Sandbox sandbox) : IAsyncDisposable
{
    private readonly List<string> complaints = [];
    private string? expectedComplaint;
    private Shopper? shopper;

    protected Sandbox Sandbox => sandbox;

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result is TestResult.Failed;
        if (shopper is { } person)
        {
            if (failed)
            {
                var test = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "test").Split(Path.GetInvalidFileNameChars())).Replace(' ', '_');
                await person.Page.ScreenshotAsync(new() { Path = Repository.Output("failures", $"{test}.png"), FullPage = true });
                TestContext.Current.TestOutputHelper?.WriteLine($"{person.Page.Url}\n{string.Join('\n', complaints)}\n{string.Join('\n', await person.Page.Locator("#events li").AllTextContentsAsync())}");
            }

            await person.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        if (!failed)
            complaints.ShouldBeEmpty("the browser's complaints");
    }

    /// <summary>What the browser will say on its console in this test, because the test is about it.</summary>
    protected void MayComplainOf(string complaint) => expectedComplaint = complaint;

    /// <summary>Opens a page of the shop with what it needs to know.</summary>
    protected async Task<Shopper> EnterAsync(string query, Look? look = null, string page = "shop.html", string key = Sandbox.PublishableKey)
    {
        var shop = await sandbox.ShopAsync();
        look ??= Look.Light;
        var context = await chromium.NewContextAsync(shop.Address, look);
        var opened = await context.NewPageAsync();
        opened.Console += (_, message) => Note(message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal), message.Text);
        opened.PageError += (_, error) => Note(true, error);
        shopper = new Shopper(context, opened, look);
        await opened.GotoAsync($"/{page}?key={key}&{query}");
        return shopper;
    }

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint && (expectedComplaint is null || !text.Contains(expectedComplaint, StringComparison.Ordinal)))
        {
            lock (complaints)
                complaints.Add(text);
        }
    }
}
