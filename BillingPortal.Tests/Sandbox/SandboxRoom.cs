using System.Net.Http.Headers;
using System.Text.Json;
using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Time;

namespace BillingPortal.Tests.Sandbox;

/// <summary>A sandbox whose time stands still until the test moves it, and a plain HTTP client to it.</summary>
public sealed class SandboxRoom : IAsyncDisposable
{
    public const string Key = "sk_test_room";

    private readonly SandboxHost host;
    private readonly HttpClient http;

    private SandboxRoom(SandboxHost host, FakeTime time)
    {
        this.host = host;
        Time = time;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
    }

    public FakeTime Time { get; }

    public HttpClient Http => http;

    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();

    public static async Task<SandboxRoom> OpenAsync(SandboxOptions? options = null, FakeTime? time = null)
    {
        time ??= new FakeTime();
        return new SandboxRoom(await SandboxHost.StartAsync((options ?? new SandboxOptions()) with { Time = time }), time);
    }

    public Task<JsonElement> GetAsync(string path) => DoneAsync(HttpMethod.Get, path, []);

    public Task<JsonElement> PostAsync(string path, params string[] form) => DoneAsync(HttpMethod.Post, path, form);

    public Task<JsonElement> DeleteAsync(string path) => DoneAsync(HttpMethod.Delete, path, []);

    /// <summary>A call that must be refused; gives status and error object.</summary>
    public async Task<(int Status, JsonElement Error)> RefusedAsync(HttpMethod method, string path, params string[] form)
    {
        using var answer = await SendAsync(method, path, form);
        ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        return ((int)answer.StatusCode, (await JsonAsync(answer)).GetProperty("error"));
    }

    /// <summary>A call that may be refused.</summary>
    public async Task<(int Status, JsonElement Answer)> TryAsync(string path, params string[] form)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, form);
        return ((int)answer.StatusCode, await JsonAsync(answer));
    }

    /// <summary>The raw answer, for headers. <paramref name="form"/> is <c>name=value</c>, not escaped.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string[] form, string? idempotencyKey = null, string? version = "2026-07-29.dahlia", string? key = Key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (version is not null)
            request.Headers.Add("Stripe-Version", version);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent(form.Select(Pair));
        return await http.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    /// <summary>An invoice with all of its lines; it shows the first handful by itself.</summary>
    public async Task<JsonElement> WholeAsync(JsonElement invoice)
    {
        if (!invoice.GetProperty("lines").GetProperty("has_more").GetBoolean())
            return invoice;
        var whole = System.Text.Json.Nodes.JsonNode.Parse(invoice.GetRawText())!;
        var lines = new System.Text.Json.Nodes.JsonArray();
        JsonElement page;
        do
        {
            var after = lines.Count == 0 ? "" : $"&starting_after={lines[^1]!["id"]}";
            page = await GetAsync($"/v1/invoices/{invoice.Text("id")}/lines?limit=100{after}");
            foreach (var line in page.GetProperty("data").EnumerateArray())
                lines.Add(System.Text.Json.Nodes.JsonNode.Parse(line.GetRawText()));
        }
        while (page.GetProperty("has_more").GetBoolean());
        whole["lines"]!["data"] = lines;
        return JsonSerializer.SerializeToElement(whole);
    }

    /// <summary>The account's event types, oldest first.</summary>
    public async Task<List<string>> EventTypesAsync() =>
        [.. Enumerable.Reverse((await GetAsync("/v1/events?limit=100")).GetProperty("data").EnumerateArray().Select(item => item.Text("type")))];

    /// <summary>A recurring price of $24.00 a month.</summary>
    public async Task<string> MonthlyPriceAsync(string interval = "month") => (await PostAsync("/v1/prices",
        "product_data[name]=Team", "currency=usd", "unit_amount=2400", $"recurring[interval]={interval}")).Text("id");

    /// <summary>A customer who pays with the given test card, unless none is given.</summary>
    public async Task<string> CustomerAsync(string? card = "pm_card_visa")
    {
        if (card is null)
            return (await PostAsync("/v1/customers", "email=demo@example.com")).Text("id");
        return (await PostAsync("/v1/customers", "email=demo@example.com", $"payment_method={card}", $"invoice_settings[default_payment_method]={card}")).Text("id");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }

    private async Task<JsonElement> DoneAsync(HttpMethod method, string path, string[] form)
    {
        using var answer = await SendAsync(method, path, form);
        var json = await JsonAsync(answer);
        return answer.IsSuccessStatusCode ? json : throw new InvalidOperationException($"{method} {path}: {json}");
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return KeyValuePair.Create(text[..equals], text[(equals + 1)..]);
    }
}

/// <summary>Short words for reading answers.</summary>
public static class JsonReading
{
    extension(JsonElement json)
    {
        public string Text(string name) => json.GetProperty(name).GetString()!;

        public long Number(string name) => json.GetProperty(name).GetInt64();

        public bool IsNull(string name) => json.GetProperty(name).ValueKind == JsonValueKind.Null;

        public JsonElement First() => json.GetProperty("data")[0];

        public List<string> Ids() => [.. json.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }
}
