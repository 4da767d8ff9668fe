using BillingPortal.E2E.Portals;
using Xunit;

namespace BillingPortal.E2E.Browser;

/// <summary>A test with people in front of browsers. When it fails, what each of them saw last is kept, and what the portal said.</summary>
public abstract class BrowserTest(Chromium chromium, PortalPool portals) : IAsyncDisposable
{
    private readonly List<Person> people = [];
    private readonly List<Portal> own = [];

    public static TheoryData<Database> BothDatabases => [Database.Sqlite, Database.Postgres];

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed)
            await KeepEvidenceAsync();
        foreach (var person in people)
            await person.DisposeAsync();
        foreach (var portal in own)
            await portal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<Portal> SharedPortalAsync(Database database = Database.Sqlite) => portals.SharedAsync(database);

    /// <summary>A portal for this test alone, which may be killed.</summary>
    protected async Task<Portal> OwnPortalAsync(string name, Database database)
    {
        var portal = await portals.OwnAsync(name, database);
        own.Add(portal);
        return portal;
    }

    /// <summary>Somebody with a fresh browser: no cookies, no history.</summary>
    protected async Task<Person> SomebodyAsync(Portal portal, Look? look = null)
    {
        var person = await chromium.OpenAsync(portal, look);
        people.Add(person);
        return person;
    }

    private async Task KeepEvidenceAsync()
    {
        var test = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "test").Split(Path.GetInvalidFileNameChars())).Replace(' ', '_');
        foreach (var (person, number) in people.Select((person, index) => (person, index + 1)))
        {
            await person.Page.ScreenshotAsync(new() { Path = Repository.Output("failures", $"{test}-{number}.png"), FullPage = true });
            TestContext.Current.TestOutputHelper?.WriteLine($"person {number} was at {person.Page.Url}\n{string.Join('\n', person.Complaints)}");
        }

        foreach (var portal in people.Select(person => person.Portal).Distinct())
            TestContext.Current.TestOutputHelper?.WriteLine(portal.Log.Tail());
    }
}
