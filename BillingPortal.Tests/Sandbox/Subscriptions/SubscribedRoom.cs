using System.Text.Json;
using BillingPortal.Tests.Sandbox.Preview;

namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>A room with one subscription of $24.00 a month, and short ways to look at what became of it.</summary>
public sealed class SubscribedRoom(SandboxRoom room, string customer, string price) : IAsyncDisposable
{
    public SandboxRoom Room => room;

    public string Customer => customer;

    public string Price => price;

    public string Id { get; private set; } = "";

    public string Item { get; private set; } = "";

    public static Task<SubscribedRoom> OpenAsync(params string[] order) => OpenWithAsync("pm_card_visa", order);

    /// <param name="card">The test card that pays, null for a customer who has none.</param>
    /// <param name="order">More parameters of the order.</param>
    public static async Task<SubscribedRoom> OpenWithAsync(string? card, params string[] order)
    {
        var room = await SandboxRoom.OpenAsync();
        var subscribed = new SubscribedRoom(room, await room.CustomerAsync(card), await room.MonthlyPriceAsync());
        var made = await room.PostAsync("/v1/subscriptions", [$"customer={subscribed.Customer}", $"items[0][price]={subscribed.Price}", .. order]);
        (subscribed.Id, subscribed.Item) = (made.Text("id"), made.GetProperty("items").First().Text("id"));
        return subscribed;
    }

    public Task<JsonElement> NowAsync(string query = "") => room.GetAsync($"/v1/subscriptions/{Id}{query}");

    public Task<JsonElement> UpdateAsync(params string[] form) => room.PostAsync("/v1/subscriptions/" + Id, form);

    public Task<(int Status, JsonElement Error)> RefusedAsync(params string[] form) => room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions/" + Id, form);

    public Task<JsonElement> PreviewAsync(params string[] details) =>
        room.PostAsync("/v1/invoices/create_preview", [$"subscription={Id}", .. details.Select(PreviewRequest.Detail)]);

    /// <summary>The first item with another quantity.</summary>
    public string[] Quantity(int quantity) => [$"items[0][id]={Item}", $"items[0][quantity]={quantity}"];

    public async Task<List<JsonElement>> InvoicesAsync() =>
        [.. (await room.GetAsync($"/v1/invoices?limit=100&subscription={Id}")).GetProperty("data").EnumerateArray()];

    public async Task<List<JsonElement>> WaitingAsync() =>
        [.. (await room.GetAsync($"/v1/invoiceitems?pending=true&customer={customer}")).GetProperty("data").EnumerateArray()];

    /// <summary>From now on charges of the customer's default card fail.</summary>
    public async Task UseCardAsync(string card)
    {
        var method = (await room.PostAsync($"/v1/payment_methods/{card}/attach", $"customer={customer}")).Text("id");
        await room.PostAsync("/v1/customers/" + customer, $"invoice_settings[default_payment_method]={method}");
    }

    /// <summary>What was told since a number of events.</summary>
    public async Task<List<string>> ToldSinceAsync(int count) => (await room.EventTypesAsync())[count..];

    public async Task<int> ToldAsync() => (await room.EventTypesAsync()).Count;

    public ValueTask DisposeAsync() => room.DisposeAsync();
}
