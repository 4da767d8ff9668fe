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
        await FlowsAsync(api, customer, subscription, price, configuration);
        await api.RefusedAsync(HttpMethod.Post, "/v1/billing_portal/sessions", "customer=cus_unknown");
    }

    private static async Task FlowsAsync(SandboxSession api, string customer, string subscription, string price, string configuration)
    {
        var item = (await api.GetAsync($"/v1/subscriptions/{subscription}")).GetProperty("items").GetProperty("data")[0].Id();
        string[] open = [$"customer={customer}", $"configuration={configuration}"];
        await api.PostAsync("/v1/billing_portal/sessions", [.. open, "flow_data[type]=subscription_update", $"flow_data[subscription_update][subscription]={subscription}",
            "flow_data[after_completion][type]=redirect", "flow_data[after_completion][redirect][return_url]=http://127.0.0.1:9/done", "locale=de"]);
        await api.PostAsync("/v1/billing_portal/sessions", [.. open, "flow_data[type]=subscription_update_confirm",
            $"flow_data[subscription_update_confirm][subscription]={subscription}", $"flow_data[subscription_update_confirm][items][0][id]={item}",
            $"flow_data[subscription_update_confirm][items][0][price]={price}", "flow_data[subscription_update_confirm][items][0][quantity]=3",
            "flow_data[after_completion][type]=hosted_confirmation", "flow_data[after_completion][hosted_confirmation][custom_message]=Thank you"]);
        await api.RefusedAsync(HttpMethod.Post, "/v1/billing_portal/sessions", [.. open, "flow_data[type]=subscription_update", "flow_data[subscription_update][subscription]=sub_unknown"]);
        await api.PostAsync($"/v1/billing_portal/configurations/{configuration}", "login_page[enabled]=true", "features[subscription_update][schedule_at_period_end][conditions][0][type]=shortening_interval",
            "features[subscription_cancel][cancellation_reason][enabled]=true", "features[subscription_cancel][cancellation_reason][options][0]=unused", "features[subscription_cancel][mode]=immediately",
            "features[customer_update][enabled]=true", "features[customer_update][allowed_updates][0]=tax_id");
    }
}
