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

        /// <summary>The hour before the room's present and the next one, whole.</summary>
        public (long From, long Until) AroundNow => (room.Now - (room.Now % 3600) - 3600, room.Now - (room.Now % 3600) + 3600);
    }

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
