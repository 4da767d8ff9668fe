using System.Text.Json;

namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>What seldom happens, and what only older callers do.</summary>
internal static class RareJourneys
{
    public static async Task PendingUpdatesAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(), await api.MonthlyPriceAsync());
        var made = await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        var good = (await api.GetAsync($"/v1/customers/{customer}")).GetProperty("invoice_settings").Text("default_payment_method");
        var bad = (await api.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={customer}")).Id();
        await api.PostAsync($"/v1/subscriptions/{made.Id()}", $"default_payment_method={bad}");
        var invoice = (await WaitingAsync(api, made, quantity: 3)).Text("latest_invoice");
        await api.PostAsync($"/v1/invoices/{invoice}/pay", $"payment_method={good}");
        await WaitingAsync(api, made, quantity: 5);
        await api.TravelAsync(TimeSpan.FromHours(25));
        await api.GetAsync($"/v1/subscriptions/{made.Id()}");
    }

    public static async Task ExpiriesAsync(SandboxSession api)
    {
        await api.PostAsync("/v1/payment_intents", "amount=900", "currency=usd", "payment_method=pm_card_visa", "payment_method_types[0]=card", "capture_method=manual", "confirm=true");
        await api.RefusedAsync(HttpMethod.Post, "/v1/setup_intents", "payment_method=pm_card_chargeDeclined", "payment_method_types[0]=card", "confirm=true");
        var given = (await api.PostAsync("/v1/setup_intents")).Id();
        await api.PostAsync($"/v1/setup_intents/{given}/cancel", "cancellation_reason=abandoned");
        var suspected = (await api.PostAsync("/v1/payment_intents", "amount=900", "currency=usd", "payment_method=pm_card_createIssuerFraudRecord", "payment_method_types[0]=card", "confirm=true")).Id();
        await api.TravelAsync(TimeSpan.FromDays(8));
        await api.PostAsync("/v1/refunds", $"payment_intent={suspected}");
        await api.GetAsync("/v1/charges?limit=3");
    }

    public static async Task UnknownPlaceAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(more: "address[country]=DE"), await api.MonthlyPriceAsync());
        var subscription = (await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "automatic_tax[enabled]=true")).Id();
        await api.PostAsync($"/v1/customers/{customer}", "address=");
        await api.TravelAsync(TimeSpan.FromDays(33));
        await api.GetAsync($"/v1/subscriptions/{subscription}?expand[0]=latest_invoice");
        await api.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=1000", "currency=usd");
        var draft = (await api.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "automatic_tax[enabled]=true")).Id();
        await api.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{draft}/finalize");
    }

    public static async Task OverdueAsync(SandboxSession api)
    {
        var customer = (await api.PostAsync("/v1/customers", "email=late@example.test")).Id();
        await api.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=1000", "currency=usd");
        var sent = (await api.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "collection_method=send_invoice", "days_until_due=30")).Id();
        await api.PostAsync($"/v1/invoices/{sent}/send");
        await api.TravelAsync(TimeSpan.FromDays(40));
        await api.GetAsync($"/v1/invoices/{sent}");
    }

    public static async Task AnnouncedAsync(SandboxSession api)
    {
        await api.PostAsync("/v1/webhook_endpoints", "url=http://127.0.0.1:9/hooks", "enabled_events[0]=invoice.upcoming");
        var customer = await api.PayerAsync();
        var price = await api.MonthlyPriceAsync();
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "trial_period_days=14");
        await api.TravelAsync(TimeSpan.FromDays(40));
    }

    /// <summary>Callers without a version set a customer's coupon as older versions let them.</summary>
    public static async Task CustomerCouponsAsync(SandboxSession api)
    {
        var (first, second) = ((await api.PostAsync("/v1/coupons", "percent_off=20", "duration=forever")).Id(), (await api.PostAsync("/v1/coupons", "percent_off=30", "duration=forever")).Id());
        var customer = (await api.PostUnversionedAsync("/v1/customers", $"coupon={first}")).Id();
        await api.PostUnversionedAsync($"/v1/customers/{customer}", $"coupon={second}");
        await api.GetAsync($"/v1/customers/{customer}");
        await api.PostUnversionedAsync($"/v1/customers/{customer}", "coupon=");
    }

    public static async Task RetiredAsync(SandboxSession api)
    {
        var meter = (await api.PostAsync("/v1/billing/meters", "display_name=Old", "event_name=old_calls", "default_aggregation[formula]=count")).Id();
        await api.PostAsync($"/v1/billing/meters/{meter}/deactivate");
        await api.PostAsync($"/v1/billing/meters/{meter}/reactivate");
        var customer = (await api.PostAsync("/v1/customers")).Id();
        var tax = (await api.PostAsync($"/v1/customers/{customer}/tax_ids", "type=eu_vat", "value=DE123456789")).Id();
        await api.DeleteAsync($"/v1/customers/{customer}/tax_ids/{tax}");
        var domain = (await api.PostAsync("/v1/payment_method_domains", "domain_name=shop.example.test")).Id();
        await api.GetAsync($"/v1/payment_method_domains/{domain}");
        await api.GetAsync("/v1/payment_method_domains?enabled=true");
    }

    private static Task<JsonElement> WaitingAsync(SandboxSession api, JsonElement subscription, int quantity) => api.PostAsync($"/v1/subscriptions/{subscription.Id()}",
        $"items[0][id]={subscription.GetProperty("items").GetProperty("data")[0].Id()}", $"items[0][quantity]={quantity}",
        "proration_behavior=always_invoice", "payment_behavior=pending_if_incomplete");
}
