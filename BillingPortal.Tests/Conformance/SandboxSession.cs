using System.Net.Http.Headers;
using System.Text.Json;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Conformance;

/// <summary>A sandbox of its own and a bare HTTP client to it, with the judge in between.</summary>
public sealed class SandboxSession : IAsyncDisposable
{
    public const string Key = "sk_test_conformance00000000000";

    private readonly SandboxHost sandbox;
    /// <summary>Events are listed for thirty days.</summary>
    private static readonly TimeSpan Stride = TimeSpan.FromDays(20);

    private readonly HttpClient http;
    private readonly List<JsonElement> gathered = [];
    private readonly HashSet<string> known = [];

    private SandboxSession(SandboxHost sandbox, StripeDescription? description, string key)
    {
        this.sandbox = sandbox;
        Judge = new ConformanceJudge(description);
        var ear = Judge.Handler();
        ear.InnerHandler = new SocketsHttpHandler();
        http = new HttpClient(ear) { BaseAddress = sandbox.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        http.DefaultRequestHeaders.Add("Stripe-Version", "2026-07-29.dahlia");
    }

    /// <summary>Skips the test where the description is absent.</summary>
    public static StripeDescription Description => StripeDescription.Required();

    public ConformanceJudge Judge { get; }

    public Uri Address => sandbox.Address;

    /// <summary>A test of conformance: skipped where Stripe's description is absent.</summary>
    public static async Task<SandboxSession> StartAsync() => new(await SandboxHost.StartAsync(new SandboxOptions()), StripeDescription.Required(), Key);

    /// <summary>A test that is about something else: judged where the description is present, run everywhere.</summary>
    /// <param name="key">Names the account inside the sandbox.</param>
    public static async Task<SandboxSession> StartWatchedAsync(SandboxOptions options, string key) =>
        new(await SandboxHost.StartAsync(options), StripeDescription.IfPresent, key);

    public async Task<JsonElement> GetAsync(string path) => Done(await SendAsync(new HttpRequestMessage(HttpMethod.Get, path)));

    public async Task<JsonElement> DeleteAsync(string path) => Done(await SendAsync(new HttpRequestMessage(HttpMethod.Delete, path)));

    /// <summary>Parameters as <c>name=value</c>, not escaped.</summary>
    public async Task<JsonElement> PostAsync(string path, params string[] parameters) => Done(await SendAsync(Post(path, parameters)));

    /// <summary>As Stripe's command line asks: without a version, so that older parameters are taken.</summary>
    public async Task<JsonElement> PostUnversionedAsync(string path, params string[] parameters)
    {
        http.DefaultRequestHeaders.Remove("Stripe-Version");
        try
        {
            var request = Post(path, parameters);
            request.Options.Set(ConformanceJudge.OlderCaller, true);
            return Done(await SendAsync(request));
        }
        finally
        {
            http.DefaultRequestHeaders.Add("Stripe-Version", "2026-07-29.dahlia");
        }
    }

    /// <summary>A request that must be refused; gives the error.</summary>
    public async Task<JsonElement> RefusedAsync(HttpMethod method, string path, params string[] parameters)
    {
        var (status, answer) = await SendAsync(method == HttpMethod.Post ? Post(path, parameters) : new HttpRequestMessage(method, path));
        status.ShouldBeGreaterThanOrEqualTo(400, $"{method} {path} should have been refused");
        return answer.GetProperty("error");
    }

    /// <summary>Moves the sandbox's clock; everything that falls due happens before the answer. Events are gathered before they are too old to be listed.</summary>
    public async Task TravelAsync(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= Stride)
        {
            await GatherAsync();
            await PostAsync("/_sandbox/clock/advance", $"seconds={(long)(left < Stride ? left : Stride).TotalSeconds}");
        }
    }

    /// <summary>Every event that the account ever had, judged by the object inside and by what it says of before.</summary>
    public async Task<IReadOnlyList<string>> JudgeEventsAsync() =>
        Judge.CanJudge ? [.. new EventJudge(Description).Violations(await GatherAsync()).Distinct()] : [];

    /// <summary>Every event that the account ever had, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> GatherAsync()
    {
        var fresh = await EventsAsync().TakeWhile(item => known.Add(item.GetProperty("id").GetString()!)).ToListAsync();
        fresh.Reverse();
        gathered.AddRange(fresh);
        return gathered;
    }

    public async IAsyncEnumerable<JsonElement> EventsAsync()
    {
        var after = "";
        JsonElement page;
        do
        {
            page = await GetAsync($"/v1/events?limit=100{after}");
            foreach (var item in page.GetProperty("data").EnumerateArray())
            {
                yield return item;
                after = $"&starting_after={item.GetProperty("id").GetString()}";
            }
        }
        while (page.GetProperty("has_more").GetBoolean());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await sandbox.DisposeAsync();
    }

    private async Task<(int Status, JsonElement Answer)> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
        }
    }

    private static HttpRequestMessage Post(string path, string[] parameters) => new(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(parameters.Select(text => KeyValuePair.Create(text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]))),
    };

    private static JsonElement Done((int Status, JsonElement Answer) result) =>
        result.Status < 400 ? result.Answer : throw new InvalidOperationException(
        $"Refused with {result.Status}: {result.Answer.GetProperty("error").GetProperty("message")}");
}
