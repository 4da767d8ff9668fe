namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Renewals that fail, with each end of the schedule, and invoices that are paid in parts.</summary>
internal static class DunningJourneys
{
    public static async Task EndsAsync(SandboxSession api)
    {
        var price = await api.MonthlyPriceAsync();
        await api.PostAsync("/_sandbox/settings", "retry_days[]=1", "retry_days[]=2", "after_last_retry=mark_unpaid", "invoice_after_last_retry=mark_uncollectible");
        var payer = await api.PayerAsync();
        var subscription = (await api.PostAsync("/v1/subscriptions", $"customer={payer}", $"items[0][price]={price}")).Id();
        await api.PostAsync("/_sandbox/payments/next", "outcome=decline:lost_card", $"customer={payer}");
        await api.TravelAsync(TimeSpan.FromDays(32));
        await api.GetAsync($"/v1/subscriptions/{subscription}?expand[0]=latest_invoice.payments");
        await api.TravelAsync(TimeSpan.FromDays(4));
        await api.GetAsync($"/v1/invoices?subscription={subscription}&status=uncollectible");
        await api.TravelAsync(TimeSpan.FromDays(31));
        var draft = (await api.GetAsync($"/v1/subscriptions/{subscription}")).Text("latest_invoice");
        await api.PostAsync($"/v1/invoices/{draft}/pay");
        await api.PostAsync("/_sandbox/payments/next", "outcome=authenticate");
        await api.TravelAsync(TimeSpan.FromDays(32));
        await api.GetAsync($"/v1/subscriptions/{subscription}?expand[0]=latest_invoice.payments");
    }

    public static async Task PartsAsync(SandboxSession api)
    {
        var customer = await api.PayerAsync();
        await api.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd");
        var invoice = (await api.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include")).Id();
        await api.PostAsync($"/v1/invoices/{invoice}/finalize");
        foreach (var amount in new[] { 500, 1800 })
        {
            var part = (await api.PostAsync("/v1/payment_intents", $"customer={customer}", $"amount={amount}", "currency=usd", "payment_method=pm_card_visa", "confirm=true")).Id();
            await api.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={part}", "expand[0]=payments");
        }

        await api.GetAsync($"/v1/invoice_payments?invoice={invoice}");
        await api.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{invoice}/pay");
    }
}
