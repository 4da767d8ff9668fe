namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Stripe's hosted customer portal: how it is configured and how a visit begins.</summary>
internal static class PortalJourneys
{
    public static async Task VisitsAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(), await api.MonthlyPriceAsync());
        var subscription = (await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Id();
        var product = (await api.GetAsync($"/v1/prices/{price}")).Text("product");
        var configuration = (await api.PostAsync("/v1/billing_portal/configurations", "business_profile[headline]=Welcome", "default_return_url=http://127.0.0.1:9/billing",
            "features[customer_update][enabled]=true", "features[customer_update][allowed_updates][0]=address", "features[invoice_history][enabled]=true",
            "features[payment_method_update][enabled]=true", "features[subscription_cancel][enabled]=true", "features[subscription_cancel][mode]=at_period_end",
            "features[subscription_update][enabled]=true", "features[subscription_update][default_allowed_updates][0]=price",
            $"features[subscription_update][products][0][product]={product}", $"features[subscription_update][products][0][prices][0]={price}", "metadata[a]=b")).Id();
        await api.PostAsync($"/v1/billing_portal/configurations/{configuration}", "business_profile[headline]=Hello", "features[invoice_history][enabled]=false");
        await api.GetAsync($"/v1/billing_portal/configurations/{configuration}");
        await api.GetAsync("/v1/billing_portal/configurations?active=true&limit=1");
        await api.PostAsync("/v1/billing_portal/sessions", $"customer={customer}", $"configuration={configuration}", "return_url=http://127.0.0.1:9/billing");
        await api.PostAsync("/v1/billing_portal/sessions", $"customer={customer}", "flow_data[type]=subscription_cancel", $"flow_data[subscription_cancel][subscription]={subscription}");
        await api.PostAsync("/v1/billing_portal/sessions", $"customer={customer}", "flow_data[type]=payment_method_update", "expand[0]=configuration");
        await api.RefusedAsync(HttpMethod.Post, "/v1/billing_portal/sessions", "customer=cus_unknown");
    }
}
