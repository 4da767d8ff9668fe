using BillingPortal.E2E.Portals;
using Microsoft.Playwright;

namespace BillingPortal.E2E.Browser;

/// <summary>One human with one browser. Remembers everything the browser complained about, so that a test can end with "and nothing broke".</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly List<string> complaints = [];
    private readonly IBrowserContext context;

    private Person(IBrowserContext context, IPage page, Look look, Portal portal)
    {
        (this.context, Page, Look, Portal) = (context, page, look, portal);
        page.Console += (_, message) => Note(message.Type == "error" && !IsAnswerOfThePage(message), $"console: {message.Text} ({message.Location})");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.Response += (_, response) => Note(response.Status >= 500, $"{response.Status}: {response.Url}");
    }

    public IPage Page { get; }

    public Look Look { get; }

    public Portal Portal { get; }

    /// <summary>Errors on the console (a violated content security policy is one), script errors, and answers of 500 and above.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints)
                return [.. complaints];
        }
    }

    public static async Task<Person> OpenAsync(IBrowserContext context, Look look, Portal portal) =>
        new(context, await context.NewPageAsync(), look, portal);

    public async Task<IResponse> GoToAsync(string path) =>
        await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} gave no answer.");

    /// <summary>A second window of the same browser, with the same cookies.</summary>
    public async Task<Person> OpenSecondWindowAsync() => new(context, await context.NewPageAsync(), Look, Portal);

    public ValueTask DisposeAsync() => context.DisposeAsync();

    /// <summary>Chromium also calls it an error when the page itself is answered 404 or 422 and says so in words; the tests look at the words.</summary>
    private bool IsAnswerOfThePage(IConsoleMessage message) =>
        message.Text.Contains("status of 4", StringComparison.Ordinal) && message.Location.StartsWith(Page.Url, StringComparison.Ordinal);

    private void Note(bool isComplaint, string what)
    {
        if (!isComplaint)
            return;
        lock (complaints)
            complaints.Add(what);
    }
}
