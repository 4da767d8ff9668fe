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

    public static async Task BillingAsync(SandboxSession api)
    {
        var (customer, metered, seat) = (await api.PayerAsync(), await api.MeteredPriceAsync("billed"), await api.MonthlyPriceAsync());
        var subscription = await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={metered}", $"items[1][price]={seat}");
        await api.PostAsync("/v1/billing/meter_events", "event_name=billed", $"payload[stripe_customer_id]={customer}", "payload[value]=250");
        await api.PostAsync("/v1/invoices/create_preview", $"subscription={subscription.Id()}");
        await api.TravelAsync(TimeSpan.FromDays(32));
        await api.GetAsync($"/v1/invoices?subscription={subscription.Id()}&expand[0]=data.lines");
        await api.GetAsync($"/v1/prices?recurring[usage_type]=metered&recurring[meter]={(await api.GetAsync($"/v1/prices/{metered}")).GetProperty("recurring").Text("meter")}");
        await api.DeleteAsync($"/v1/subscriptions/{subscription.Id()}?invoice_now=true");
        var flexible = (await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={metered}", "billing_mode[type]=flexible")).GetProperty("items").GetProperty("data")[0].Id();
        await api.PostAsync($"/v1/subscription_items/{flexible}", $"price={await api.MeteredPriceAsync("other")}");
        await api.RefusedAsync(HttpMethod.Post, "/v1/prices", "product_data[name]=Calls", "currency=usd", "unit_amount=1", "recurring[interval]=month", "recurring[usage_type]=metered");
    }

    /// <summary>A metered price with a meter of its own.</summary>
    public static async Task<string> MeteredPriceAsync(this SandboxSession api, string eventName)
    {
        var meter = (await api.PostAsync("/v1/billing/meters", $"display_name={eventName}", $"event_name={eventName}", "default_aggregation[formula]=sum")).Id();
        return (await api.PostAsync("/v1/prices", "product_data[name]=Calls", "currency=usd", "unit_amount_decimal=0.5", "recurring[interval]=month",
            "recurring[usage_type]=metered", $"recurring[meter]={meter}")).Id();
    }
}
