using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Elements;
using BillingPortal.E2E.Portals;
using Shouldly;
using Xunit;

namespace BillingPortal.E2E.Hosted;

/// <summary>A test with somebody in front of the sandbox's own pages. It ends with a silent console.</summary>
public abstract class HostedTest(Chromium chromium, Sandbox sandbox) : IAsyncDisposable
{
    private readonly List<string> complaints = [];
    private HostedVisitor? visitor;

    protected Sandbox Sandbox => sandbox;

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result is TestResult.Failed;
        if (visitor is { } person)
        {
            if (failed)
            {
                var test = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "test").Split(Path.GetInvalidFileNameChars())).Replace(' ', '_');
                await person.Page.ScreenshotAsync(new() { Path = Repository.Output("failures", $"{test}.png"), FullPage = true });
                TestContext.Current.TestOutputHelper?.WriteLine($"{person.Page.Url}\n{string.Join('\n', complaints)}");
            }

            await person.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        if (!failed)
            complaints.ShouldBeEmpty("the browser's complaints");
    }

    /// <summary>Opens a link in a clean browser.</summary>
    protected async Task<HostedVisitor> OpenAsync(string url)
    {
        var context = await chromium.NewContextAsync(sandbox.Address, Look.Light);
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Note(message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal), message.Text);
        page.PageError += (_, error) => Note(true, error);
        visitor = new HostedVisitor(context, page);
        await page.GotoAsync(url);
        return visitor;
    }

    /// <summary>A session whose end is its own page, which then says that it is done.</summary>
    protected async Task<string> CheckoutAsync(params string[] form) =>
        (await sandbox.PostAsync("/v1/checkout/sessions", [$"success_url={sandbox.Address}c/pay/{{CHECKOUT_SESSION_ID}}", $"cancel_url={sandbox.Address}c/pay/back", .. form])).GetProperty("url").GetString()!;

    protected async Task<string> MakeAsync(string path, params string[] form) => (await sandbox.PostAsync(path, form)).GetProperty("id").GetString()!;

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            lock (complaints)
                complaints.Add(text);
        }
    }
}
