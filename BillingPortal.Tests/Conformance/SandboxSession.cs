using System.Net.Http.Headers;
using System.Text.Json;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Conformance;

/// <summary>A sandbox of its own and a bare HTTP client to it, with the judge in between.</summary>
public sealed class SandboxSession : IAsyncDisposable
{
    public const string Key = "sk_test_conformance00000000000";

    private readonly SandboxHost sandbox;
    private readonly HttpClient http;

    private SandboxSession(SandboxHost sandbox, StripeDescription description)
    {
        this.sandbox = sandbox;
        Description = description;
        Judge = new ConformanceJudge(description) { InnerHandler = new SocketsHttpHandler() };
        http = new HttpClient(Judge) { BaseAddress = sandbox.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        http.DefaultRequestHeaders.Add("Stripe-Version", "2026-07-29.dahlia");
    }

    public StripeDescription Description { get; }

    public ConformanceJudge Judge { get; }

    public Uri Address => sandbox.Address;

    public static async Task<SandboxSession> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxHost.StartAsync(options ?? new SandboxOptions()), StripeDescription.Required());

    public Task<JsonElement> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<JsonElement> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    /// <summary>Parameters as <c>name=value</c>, not escaped.</summary>
    public Task<JsonElement> PostAsync(string path, params string[] parameters) => SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(parameters.Select(text => KeyValuePair.Create(text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]))),
    });

    /// <summary>Moves the sandbox's clock; everything that falls due happens before the answer.</summary>
    public Task TravelAsync(TimeSpan by) => PostAsync("/_sandbox/clock/advance", $"seconds={(long)by.TotalSeconds}");

    /// <summary>Every event of the account, judged by the schema of the object inside.</summary>
    public async Task<IReadOnlyList<string>> JudgeEventsAsync()
    {
        var violations = new List<string>();
        await foreach (var change in EventsAsync())
        {
            var snapshot = change.GetProperty("data").GetProperty("object");
            violations.AddRange(Description.ViolationsOfObject(snapshot).Select(text => $"{change.GetProperty("type").GetString()}: {text}"));
        }

        return [.. violations.Distinct()];
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

    private async Task<JsonElement> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        }
    }
}
