using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace BillingPortal.E2E.Portals;

/// <summary>Stripe's side of the story, asked over Stripe's own API.</summary>
public sealed class StripeAccount(Uri address, string secretKey) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secretKey) } };

    public async Task<IReadOnlyList<string>> EventIdsAsync() =>
        [.. (await ListAsync("/v1/events?limit=100")).Select(Id)];

    /// <summary>As somebody at the company would end it in Stripe's Dashboard: at once.</summary>
    public async Task CancelSubscriptionOfAsync(string email)
    {
        var subscription = Id((await ListAsync($"/v1/subscriptions?customer={Id(await CustomerAsync(email))}"))[0]);
        using var answer = await http.DeleteAsync(new Uri($"/v1/subscriptions/{subscription}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public async Task<int> SubscriptionsOfAsync(string email) =>
        (await ListAsync($"/v1/subscriptions?status=all&customer={Id(await CustomerAsync(email))}")).Count;

    /// <summary>The ids that the customer's organization and last Checkout have: what a stranger might try.</summary>
    public async Task<(string Organization, string CheckoutSession)> IdsOfAsync(string email)
    {
        var customer = await CustomerAsync(email);
        var session = (await ListAsync($"/v1/checkout/sessions?customer={Id(customer)}"))[0];
        return (customer.GetProperty("metadata").GetProperty("org_id").GetString()!, Id(session));
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> CustomerAsync(string email) => (await ListAsync($"/v1/customers?email={Uri.EscapeDataString(email)}"))[0];

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string path)
    {
        var page = await http.GetFromJsonAsync<JsonElement>(path);
        return [.. page.GetProperty("data").EnumerateArray()];
    }
}
