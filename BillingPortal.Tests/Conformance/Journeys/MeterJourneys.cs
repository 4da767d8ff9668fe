namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Usage: the meters that take it, and what they come to.</summary>
internal static class MeterJourneys
{
    public static async Task MetersAsync(SandboxSession api)
    {
        var meter = (await api.PostAsync("/v1/billing/meters", "display_name=Calls", "event_name=calls", "default_aggregation[formula]=sum",
            "customer_mapping[type]=by_id", "customer_mapping[event_payload_key]=who", "value_settings[event_payload_key]=calls")).Id();
        await api.PostAsync("/v1/billing/meters", "display_name=Storage", "event_name=storage", "default_aggregation[formula]=last", "event_time_window=day");
        await api.PostAsync($"/v1/billing/meters/{meter}", "display_name=API calls");
        await api.GetAsync($"/v1/billing/meters/{meter}");
        await api.GetAsync("/v1/billing/meters?status=active&limit=1");
        await api.RefusedAsync(HttpMethod.Post, "/v1/billing/meters", "display_name=Again", "event_name=calls", "default_aggregation[formula]=sum");
    }

    public static async Task EventsAsync(SandboxSession api)
    {
        var meter = (await api.PostAsync("/v1/billing/meters", "display_name=Calls", "event_name=requests", "default_aggregation[formula]=sum")).Id();
        var customer = (await api.PostAsync("/v1/customers", "name=User")).Id();
        var sent = await api.PostAsync("/v1/billing/meter_events", "event_name=requests", $"payload[stripe_customer_id]={customer}", "payload[value]=25", "identifier=use-1");
        await api.PostAsync("/v1/billing/meter_events", "event_name=requests", $"payload[stripe_customer_id]={customer}", "payload[value]=5",
            $"timestamp={sent.GetProperty("timestamp").GetInt64() - 3600}");
        await api.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_events", "event_name=requests", $"payload[stripe_customer_id]={customer}", "payload[value]=25", "identifier=use-1");
        await api.PostAsync("/v1/billing/meter_event_adjustments", "event_name=requests", "type=cancel", "cancel[identifier]=use-1");
        var day = sent.GetProperty("timestamp").GetInt64() / 86_400 * 86_400;
        var range = $"customer={customer}&start_time={day - 86_400}&end_time={day + 86_400}";
        await api.GetAsync($"/v1/billing/meters/{meter}/event_summaries?{range}");
        await api.GetAsync($"/v1/billing/meters/{meter}/event_summaries?{range}&value_grouping_window=hour&limit=5");
        await api.GetAsync($"/v1/billing/meters/{meter}/event_summaries?{range}&value_grouping_window=day");
    }
}
