using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using BillingPortal.E2E.Elements;
using BillingPortal.E2E.Portals;
using Xunit;

[assembly: AssemblyFixture(typeof(Sandbox))]

namespace BillingPortal.E2E.Elements;

/// <summary>One running Stripe sandbox without a portal, and the shop that uses it. It starts when the first test asks for it.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    public const string PublishableKey = "pk_test_elementsshop";
    private const string SecretKey = "sk_test_elementsshop";
    private static readonly Uri Clock = new("/_sandbox/clock", UriKind.Relative);

    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly HttpClient http;
    private readonly RunningProgram program;
    private Shop? shop;

    public Sandbox()
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Next()}");
        http = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", SecretKey) } };
        program = new RunningProgram("elements-sandbox", Repository.SandboxAssembly, ["--urls", address], new Dictionary<string, string>());
    }

    public Uri Address => http.BaseAddress!;

    public async Task<Shop> ShopAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (shop is null)
            {
                await program.StartAsync(IsReadyAsync);
                shop = new Shop(Address);
                using var wallets = new FormUrlEncodedContent([KeyValuePair.Create("wallets", "always")]);   // the shop has no file for Apple Pay
                using var set = await http.PostAsync(new Uri("/_sandbox/settings", UriKind.Relative), wallets);
                set.EnsureSuccessStatusCode();
            }

            return shop;
        }
        finally
        {
            starting.Release();
        }
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        await ShopAsync();
        return await ReadAsync(await http.GetAsync(new Uri(path, UriKind.Relative)));
    }

    /// <param name="path">An operation of the API.</param>
    /// <param name="form"><c>name=value</c>, not escaped.</param>
    public async Task<JsonElement> PostAsync(string path, params string[] form)
    {
        await ShopAsync();
        using var body = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..])));
        return await ReadAsync(await http.PostAsync(new Uri(path, UriKind.Relative), body));
    }

    /// <summary>A subscription that waits for its first payment, as a merchant's server makes it.</summary>
    public async Task<(string Subscription, string ClientSecret)> IncompleteSubscriptionAsync()
    {
        var made = await SubscribeAsync("payment_behavior=default_incomplete", "payment_settings[save_default_payment_method]=on_subscription", "expand[]=latest_invoice.confirmation_secret");
        return (Id(made), made.GetProperty("latest_invoice").GetProperty("confirmation_secret").GetProperty("client_secret").GetString()!);
    }

    /// <summary>A trial whose card is set up now and charged later.</summary>
    public async Task<(string Subscription, string ClientSecret)> TrialAsync()
    {
        var made = await SubscribeAsync("trial_period_days=14", "payment_behavior=default_incomplete", "payment_settings[save_default_payment_method]=on_subscription", "expand[]=pending_setup_intent");
        return (Id(made), made.GetProperty("pending_setup_intent").GetProperty("client_secret").GetString()!);
    }

    public async Task<string> StatusOfAsync(string subscription) => (await GetAsync("/v1/subscriptions/" + subscription)).GetProperty("status").GetString()!;

    public async ValueTask DisposeAsync()
    {
        shop?.Dispose();
        http.Dispose();
        starting.Dispose();
        await program.DisposeAsync();
    }

    private async Task<JsonElement> SubscribeAsync(params string[] more)
    {
        var customer = Id(await PostAsync("/v1/customers", "email=ann@example.test"));
        var price = Id(await PostAsync("/v1/prices", "product_data[name]=Team", "currency=usd", "unit_amount=2400", "recurring[interval]=month"));
        return await PostAsync("/v1/subscriptions", [$"customer={customer}", $"items[0][price]={price}", .. more]);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await http.GetAsync(Clock);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;   // not listening yet
        }
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {text}");
        }
    }
}
