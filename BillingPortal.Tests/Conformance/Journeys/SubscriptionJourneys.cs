namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Subscriptions from the first invoice to the last, with trials, changes and unpaid renewals.</summary>
internal static class SubscriptionJourneys
{
    public static async Task LifeAsync(SandboxSession api)
    {
        var (customer, monthly, yearly) = (await api.PayerAsync(), await api.MonthlyPriceAsync(), await api.MonthlyPriceAsync(9900));
        var created = await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={monthly}", "items[0][quantity]=3", "metadata[org_id]=org_1",
            "description=Team", "expand[0]=latest_invoice.payments", "expand[1]=default_payment_method");
        var id = created.Id();
        var item = created.GetProperty("items").GetProperty("data")[0].Id();
        await api.PostAsync($"/v1/subscriptions/{id}", "metadata[foo]=bar");
        await api.PostAsync($"/v1/subscriptions/{id}", $"items[0][id]={item}", "items[0][quantity]=5", "proration_behavior=create_prorations");
        await api.PostAsync($"/v1/subscriptions/{id}", $"items[0][id]={item}", $"items[0][price]={yearly}", "proration_behavior=always_invoice", "payment_behavior=error_if_incomplete");
        await api.TravelAsync(TimeSpan.FromDays(40));
        await api.GetAsync($"/v1/subscriptions/{id}?expand[0]=latest_invoice.lines&expand[1]=customer&expand[2]=items.data.price.product");
        await api.PostAsync($"/v1/subscriptions/{id}", "cancel_at_period_end=true", "cancellation_details[feedback]=too_expensive");
        await api.PostAsync($"/v1/subscriptions/{id}", "cancel_at_period_end=false");
        await api.GetAsync($"/v1/subscriptions?customer={customer}&status=all&limit=10&expand[0]=data.latest_invoice");
        await api.GetAsync($"/v1/subscriptions?price={yearly}&status=active&created[gte]=1");
        await api.GetAsync($"/v1/customers/{customer}?expand[0]=subscriptions");
        await api.GetAsync($"/v1/invoices?subscription={id}&limit=20");
        await api.DeleteAsync($"/v1/subscriptions/{id}");
        await api.GetAsync($"/v1/subscriptions?status=canceled&customer={customer}");
    }

    public static async Task TrialsAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(), await api.MonthlyPriceAsync());
        var trial = (await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "trial_period_days=14",
            "trial_settings[end_behavior][missing_payment_method]=cancel", "expand[0]=pending_setup_intent", "expand[1]=latest_invoice")).Id();
        await api.TravelAsync(TimeSpan.FromDays(15));
        await api.GetAsync($"/v1/subscriptions/{trial}");
        var bare = (await api.PostAsync("/v1/customers")).Id();
        var paused = (await api.PostAsync("/v1/subscriptions", $"customer={bare}", $"items[0][price]={price}", "trial_period_days=7", "trial_settings[end_behavior][missing_payment_method]=pause")).Id();
        await api.PostAsync($"/v1/subscriptions/{paused}", "trial_end=now");
        await api.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={bare}");
        await api.PostAsync($"/v1/subscriptions/{paused}/resume", "billing_cycle_anchor=now");
        var ended = (await api.PostAsync("/v1/customers")).Id();
        await api.PostAsync("/v1/subscriptions", $"customer={ended}", $"items[0][price]={price}", "trial_period_days=2", "trial_settings[end_behavior][missing_payment_method]=cancel");
        await api.TravelAsync(TimeSpan.FromDays(3));
        await api.GetAsync($"/v1/subscriptions?customer={ended}&status=all");
    }

    public static async Task ItemsAsync(SandboxSession api)
    {
        var (customer, seat, addOn) = (await api.PayerAsync(), await api.MonthlyPriceAsync(), await api.MonthlyPriceAsync(300));
        var subscription = (await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={seat}")).Id();
        var item = (await api.PostAsync("/v1/subscription_items", $"subscription={subscription}", $"price={addOn}", "quantity=2", "metadata[a]=b")).Id();
        await api.PostAsync($"/v1/subscription_items/{item}", "quantity=4", "proration_behavior=none");
        await api.GetAsync($"/v1/subscription_items/{item}");
        await api.GetAsync($"/v1/subscription_items?subscription={subscription}");
        await api.DeleteAsync($"/v1/subscription_items/{item}");
    }

    public static async Task TroubleAsync(SandboxSession api)
    {
        var price = await api.MonthlyPriceAsync();
        var bare = (await api.PostAsync("/v1/customers")).Id();
        var incomplete = (await api.PostAsync("/v1/subscriptions", $"customer={bare}", $"items[0][price]={price}", "payment_behavior=default_incomplete",
            "payment_settings[save_default_payment_method]=on_subscription", "expand[0]=latest_invoice.confirmation_secret")).Id();
        await api.TravelAsync(TimeSpan.FromHours(24));
        await api.GetAsync($"/v1/subscriptions/{incomplete}");
        var failing = await api.PayerAsync("pm_card_chargeCustomerFail");
        await api.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={failing}", $"items[0][price]={price}", "payment_behavior=error_if_incomplete");
        var pastDue = (await api.PostAsync("/v1/subscriptions", $"customer={failing}", $"items[0][price]={price}", "trial_period_days=1")).Id();
        await api.TravelAsync(TimeSpan.FromDays(5));
        await api.GetAsync($"/v1/subscriptions/{pastDue}?expand[0]=latest_invoice.payments");
        await api.TravelAsync(TimeSpan.FromDays(60));
        await api.GetAsync($"/v1/subscriptions?customer={failing}&status=all&expand[0]=data.latest_invoice");
        var asks = await api.PayerAsync("pm_card_threeDSecure2Required");
        await api.PostAsync("/v1/subscriptions", $"customer={asks}", $"items[0][price]={price}", "expand[0]=latest_invoice.payments");
    }
}
