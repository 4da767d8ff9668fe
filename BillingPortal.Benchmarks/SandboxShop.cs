using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace BillingPortal.Benchmarks;

/// <summary>A shop with customers in the sandbox, and the requests that are measured, as bytes.</summary>
internal sealed class SandboxShop : IDisposable
{
    private const string Key = "sk_test_benchmark";
    private readonly HttpClient http;
    private readonly List<string> customers = [];
    private readonly List<string> invoices = [];
    private string price = "";

    public SandboxShop(Uri address)
    {
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>A price, customers with a card, and one paid invoice to read.</summary>
    public async Task OpenAsync(int customers)
    {
        price = (await PostAsync("/v1/prices", "currency=usd&unit_amount=2400&recurring[interval]=month&product_data[name]=Team")).GetProperty("id").GetString()!;
        for (var made = 0; made < customers; made++)
            this.customers.Add((await PostAsync("/v1/customers", "payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa")).GetProperty("id").GetString()!);
        var first = await PostAsync("/v1/subscriptions", $"customer={(await PostAsync("/v1/customers", "payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa")).GetProperty("id").GetString()}&items[0][price]={price}");
        invoices.Add(first.GetProperty("latest_invoice").GetString()!);
    }

    public byte[] CreateCustomer(int number) => Request("POST", "/v1/customers", string.Create(CultureInfo.InvariantCulture, $"email=demo{number}@example.com&metadata[number]={number}"));

    public byte[] CreateSubscription(int number) => Request("POST", "/v1/subscriptions", $"customer={customers[number % customers.Count]}&items[0][price]={price}");

    public byte[] ReadInvoice(int number) => Request("GET", "/v1/invoices/" + invoices[number % invoices.Count]);

    public byte[] ListSubscriptions(int number) => Request("GET", "/v1/subscriptions?customer=" + customers[number % customers.Count]);

    public byte[] ListCustomers(int number) => Request("GET", "/v1/customers?limit=100&starting_after=" + customers[^(1 + (number % 10))]);

    public async Task AdvanceAsync(TimeSpan by)
    {
        using var answer = await http.PostAsync(string.Create(CultureInfo.InvariantCulture, $"/_sandbox/clock/advance?seconds={(long)by.TotalSeconds}"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Counted page by page, as a user would have to.</summary>
    public async Task<int> PaidInvoicesAsync()
    {
        var (count, after) = (0, "");
        while (true)
        {
            var page = await GetAsync("/v1/invoices?status=paid&limit=100" + after);
            var data = page.GetProperty("data");
            count += data.GetArrayLength();
            if (!page.GetProperty("has_more").GetBoolean())
                return count;
            after = "&starting_after=" + data[data.GetArrayLength() - 1].GetProperty("id").GetString();
        }
    }

    /// <summary>What the sandbox answers to a request, so that the floor can answer as much.</summary>
    public async Task<byte[]> AnswerOfAsync(byte[] request)
    {
        var text = Encoding.ASCII.GetString(request);
        var target = text.Split(' ')[1];
        using var answer = text.StartsWith("GET", StringComparison.Ordinal)
            ? await http.GetAsync(target)
            : await http.PostAsync(target, Form(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => http.Dispose();

    private static byte[] Request(string method, string target, string body = "") => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {Key}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"));

    private async Task<JsonElement> PostAsync(string path, string form)
    {
        using var answer = await http.PostAsync(path, Form(form));
        return await ReadAsync(answer);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return await ReadAsync(answer);
    }

    private static StringContent Form(string form) => new(form, Encoding.ASCII, "application/x-www-form-urlencoded");

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(body).RootElement : throw new InvalidOperationException(body);
    }
}
