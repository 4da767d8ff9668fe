namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Billing credits from the grant to the invoice that uses them, and back.</summary>
internal static class CreditJourneys
{
    public static async Task GrantsAsync(SandboxSession api)
    {
        var (customer, price) = ((await api.PostAsync("/v1/customers", "name=Holder")).Id(), await api.MeteredPriceAsync("granted"));
        var grant = (await GrantAsync(api, customer, "name=Welcome", "category=promotional", "priority=10", "metadata[a]=b", "applicability_config[scope][price_type]=metered")).Id();
        var bound = (await GrantAsync(api, customer, $"applicability_config[scope][prices][0][id]={price}")).Id();
        await api.PostAsync($"/v1/billing/credit_grants/{grant}", "metadata[c]=d");
        await api.GetAsync($"/v1/billing/credit_grants/{grant}?expand[0]=customer");
        await api.GetAsync($"/v1/billing/credit_grants?customer={customer}&limit=1");
        await api.GetAsync($"/v1/billing/credit_balance_summary?customer={customer}&filter[type]=credit_grant&filter[credit_grant]={grant}");
        await api.GetAsync($"/v1/billing/credit_balance_summary?customer={customer}&filter[type]=applicability_scope&filter[applicability_scope][price_type]=metered");
        await api.PostAsync($"/v1/billing/credit_grants/{grant}/expire");
        await api.PostAsync($"/v1/billing/credit_grants/{bound}/void");
        await api.GetAsync($"/v1/billing/credit_balance_transactions?customer={customer}&credit_grant={grant}&expand[0]=data.credit_grant");
        await api.RefusedAsync(HttpMethod.Post, $"/v1/billing/credit_grants/{bound}/void");
    }

    public static async Task UseAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(), await api.MeteredPriceAsync("credited"));
        var subscription = (await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Id();
        await GrantAsync(api, customer, "applicability_config[scope][price_type]=metered");
        await api.PostAsync("/v1/billing/meter_events", "event_name=credited", $"payload[stripe_customer_id]={customer}", "payload[value]=10000");
        await api.PostAsync("/v1/invoices/create_preview", $"subscription={subscription}");
        var end = (await api.GetAsync($"/v1/subscriptions/{subscription}")).GetProperty("items").GetProperty("data")[0].GetProperty("current_period_end").GetInt64();
        await api.TravelAsync(DateTimeOffset.FromUnixTimeSeconds(end) - DateTimeOffset.FromUnixTimeSeconds((await api.GetAsync("/_sandbox/clock")).GetProperty("now").GetInt64()));
        var draft = (await api.GetAsync($"/v1/invoices?subscription={subscription}&status=draft")).GetProperty("data")[0].Id();
        await api.PostAsync($"/v1/invoices/{draft}", "auto_advance=false");
        await api.PostAsync($"/v1/invoices/{draft}/finalize", "auto_advance=false", "expand[0]=total_pretax_credit_amounts.credit_balance_transaction");
        await api.PostAsync($"/v1/invoices/{draft}/void");
        await api.GetAsync($"/v1/billing/credit_balance_transactions?customer={customer}");
    }

    private static Task<System.Text.Json.JsonElement> GrantAsync(SandboxSession api, string customer, params string[] more) =>
        api.PostAsync("/v1/billing/credit_grants", [$"customer={customer}", "amount[type]=monetary", "amount[monetary][currency]=usd", "amount[monetary][value]=1000", .. more]);
}
