namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>What subscriptions can be asked beyond the everyday: anchors, backdating, pending changes, pauses and early ends.</summary>
public static class EngineJourneys
{
    public static async Task BeginningsAsync(SandboxSession api)
    {
        var (customer, price, yearly) = (await api.PayerAsync(), await api.MonthlyPriceAsync(), await api.YearlyPriceAsync());
        var setup = (await api.PostAsync("/v1/prices", "product_data[name]=Setup", "currency=usd", "unit_amount=900")).Id();
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "billing_cycle_anchor_config[day_of_month]=31", "expand[0]=latest_invoice");
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", $"items[1][price]={yearly}", $"add_invoice_items[0][price]={setup}",
            $"add_invoice_items[0][discounts][0][coupon]={(await api.PostAsync("/v1/coupons", "percent_off=50", "duration=once")).Id()}");
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "backdate_start_date=1700000000", "cancel_at=max_period_end", "expand[0]=latest_invoice");
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "billing_mode[type]=classic", "collection_method=send_invoice", "days_until_due=7",
            "invoice_settings[footer]=Thanks", "payment_settings[payment_method_types][0]=card",
            "payment_settings[payment_method_options][card][request_three_d_secure]=any", "off_session=true");
        await api.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", $"items[1][price]={price}");
    }

    public static async Task ChangesAsync(SandboxSession api)
    {
        var (customer, price, yearly) = (await api.PayerAsync(), await api.MonthlyPriceAsync(), await api.YearlyPriceAsync());
        var made = await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        var (id, item) = (made.Id(), made.GetProperty("items").GetProperty("data")[0].Id());
        await api.TravelAsync(TimeSpan.FromDays(5));
        await api.PostAsync($"/v1/subscriptions/{id}", $"items[0][id]={item}", "items[0][quantity]=3", "expand[0]=latest_invoice");
        await api.PostAsync($"/v1/subscriptions/{id}", $"items[0][id]={item}", "items[0][quantity]=2", "proration_behavior=always_invoice", "expand[0]=latest_invoice");
        await api.GetAsync($"/v1/invoiceitems?customer={customer}&limit=10");
        var failing = (await api.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={customer}")).Id();
        await api.PostAsync($"/v1/subscriptions/{id}", $"default_payment_method={failing}");
        await api.PostAsync($"/v1/subscriptions/{id}", $"items[0][id]={item}", "items[0][quantity]=9", "proration_behavior=always_invoice", "payment_behavior=pending_if_incomplete", "metadata[size]=nine");
        await api.TravelAsync(TimeSpan.FromHours(24));
        await api.PostAsync($"/v1/subscriptions/{id}", "billing_cycle_anchor=now", "payment_behavior=pending_if_incomplete", "expand[0]=latest_invoice");
        var waiting = await api.GetAsync($"/v1/subscriptions/{id}");
        var good = (await api.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Id();
        await api.PostAsync($"/v1/invoices/{waiting.Text("latest_invoice")}/pay", $"payment_method={good}");
        await api.PostAsync($"/v1/subscriptions/{id}", $"default_payment_method={good}");
        await api.PostAsync($"/v1/subscriptions/{id}", $"items[0][id]={item}", $"items[0][price]={yearly}", "expand[0]=latest_invoice");
        await api.PostAsync("/v1/invoices/create_preview", $"subscription={id}", "subscription_details[cancel_now]=true");
        await api.PostAsync($"/v1/subscriptions/{id}", "cancel_at=min_period_end");
        await api.PostAsync($"/v1/subscriptions/{id}", "cancel_at=");
        await api.DeleteAsync($"/v1/subscriptions/{id}?prorate=true&invoice_now=true&cancellation_details[feedback]=unused");
        await api.PostAsync($"/v1/subscriptions/{id}", "cancellation_details[comment]=Bye");
        await api.RefusedAsync(HttpMethod.Post, $"/v1/subscriptions/{id}", $"items[0][id]={item}");
    }

    public static async Task PausesAsync(SandboxSession api)
    {
        var (customer, price) = (await api.PayerAsync(), await api.MonthlyPriceAsync());
        foreach (var behavior in new[] { "keep_as_draft", "mark_uncollectible", "void" })
        {
            var id = (await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Id();
            var paused = await api.PostAsync($"/v1/subscriptions/{id}", $"pause_collection[behavior]={behavior}");
            await api.PostAsync($"/v1/subscriptions/{id}", $"pause_collection[behavior]={behavior}", $"pause_collection[resumes_at]={paused.GetProperty("billing_cycle_anchor").GetInt64() + (40L * 86_400)}");
        }

        await api.TravelAsync(TimeSpan.FromDays(70));
        var bare = (await api.PostAsync("/v1/customers")).Id();
        var trial = (await api.PostAsync("/v1/subscriptions", $"customer={bare}", $"items[0][price]={price}", "trial_period_days=7", "trial_settings[end_behavior][missing_payment_method]=pause")).Id();
        await api.TravelAsync(TimeSpan.FromDays(9));
        await api.PostAsync("/v1/invoices/create_preview", $"subscription={trial}", "subscription_details[resume_at]=now");
        var card = (await api.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={bare}")).Id();
        await api.PostAsync($"/v1/customers/{bare}", $"invoice_settings[default_payment_method]={card}");
        await api.PostAsync($"/v1/subscriptions/{trial}/resume", "billing_cycle_anchor=unchanged", "proration_behavior=always_invoice");
        await api.RefusedAsync(HttpMethod.Post, $"/v1/subscriptions/{trial}/resume");
    }

    private static async Task<string> YearlyPriceAsync(this SandboxSession api) =>
        (await api.PostAsync("/v1/prices", "product_data[name]=Yearly", "currency=usd", "unit_amount=15000", "recurring[interval]=year")).Id();
}
