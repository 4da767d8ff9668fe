using System.Globalization;
using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Meters;

/// <summary>Short ways to meters and usage in a sandbox room.</summary>
internal static class MeterRoom
{
    extension(SandboxRoom room)
    {
        public async Task<string> MeterAsync(string formula = "sum", params string[] more) => (await room.PostAsync("/v1/billing/meters",
            ["display_name=API calls", "event_name=api_call", $"default_aggregation[formula]={formula}", .. more])).Text("id");

        /// <summary>Sends usage of the customer, at the given second or now.</summary>
        public Task<JsonElement> UseAsync(string customer, long value, long? at = null, string? identifier = null) =>
            room.PostAsync("/v1/billing/meter_events", Event(customer, value, at, identifier));

        public Task CancelAsync(string identifier) =>
            room.PostAsync("/v1/billing/meter_event_adjustments", "event_name=api_call", "type=cancel", $"cancel[identifier]={identifier}");

        /// <summary>The meter's one sum over a stretch that may begin and end at any minute.</summary>
        public async Task<decimal> UsageAsync(string meter, string customer, long from, long until) =>
            (await room.GetAsync($"/v1/billing/meters/{meter}/event_summaries?customer={customer}&start_time={from}&end_time={until}")).First().GetProperty("aggregated_value").GetDecimal();

        /// <summary>A metered price of one cent a unit, unless more says otherwise.</summary>
        public async Task<string> MeteredPriceAsync(string meter, params string[] more) => (await room.PostAsync("/v1/prices",
            ["product_data[name]=API calls", "currency=usd", "recurring[interval]=month", "recurring[usage_type]=metered", $"recurring[meter]={meter}",
                .. more.Length > 0 ? more : ["unit_amount=1"]])).Text("id");

        /// <summary>Classic unless the test says otherwise: there the first invoice has a line of zero for usage to come.</summary>
        public Task<JsonElement> SubscribeAsync(string customer, params string[] form) => room.PostAsync("/v1/subscriptions",
            [$"customer={customer}", .. form, .. form.Any(pair => pair.StartsWith("billing_mode", StringComparison.Ordinal)) ? Array.Empty<string>() : ["billing_mode[type]=classic"]]);

        /// <summary>The subscription's invoices, newest first.</summary>
        public async Task<List<JsonElement>> InvoicesAsync(string subscription) =>
            [.. (await room.GetAsync($"/v1/invoices?subscription={subscription}&limit=100")).GetProperty("data").EnumerateArray()];

        public void AdvanceTo(long unix) => room.Time.MoveTo(DateTimeOffset.FromUnixTimeSeconds(unix));

        /// <summary>The hour before the room's present and the next one, whole.</summary>
        public (long From, long Until) AroundNow => (room.Now - (room.Now % 3600) - 3600, room.Now - (room.Now % 3600) + 3600);
    }

    public static List<JsonElement> Lines(this JsonElement invoice) => [.. invoice.GetProperty("lines").GetProperty("data").EnumerateArray()];

    public static string Item(this JsonElement subscription, int at = 0) => subscription.GetProperty("items").GetProperty("data")[at].Text("id");

    public static long PeriodEnd(this JsonElement subscription) => subscription.GetProperty("items").First().Number("current_period_end");

    public static string[] Event(string customer, long value, long? at = null, string? identifier = null)
    {
        List<string> form = ["event_name=api_call", $"payload[stripe_customer_id]={customer}", $"payload[value]={value.ToString(CultureInfo.InvariantCulture)}"];
        if (at is { } second)
            form.Add($"timestamp={second.ToString(CultureInfo.InvariantCulture)}");
        if (identifier is not null)
            form.Add($"identifier={identifier}");
        return [.. form];
    }
}
