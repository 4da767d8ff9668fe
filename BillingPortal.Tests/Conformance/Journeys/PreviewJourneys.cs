namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Previews of every kind of invoice: renewals, changes, new subscriptions and loose items.</summary>
public static class PreviewJourneys
{
    private const string Path = "/v1/invoices/create_preview";

    public static async Task AllKindsAsync(SandboxSession api)
    {
        var (customer, price, dearer) = (await api.PayerAsync(), await api.MonthlyPriceAsync(), await api.MonthlyPriceAsync(4500));
        var made = await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "items[0][quantity]=2");
        var (subscription, item) = (made.Id(), made.GetProperty("items").GetProperty("data")[0].Id());
        await api.TravelAsync(TimeSpan.FromDays(9));
        await api.PostAsync(Path, $"subscription={subscription}", "expand[0]=parent.subscription_details.subscription");
        await api.PostAsync(Path, $"subscription={subscription}", $"subscription_details[items][0][id]={item}", $"subscription_details[items][0][price]={dearer}");
        await api.PostAsync(Path, $"subscription={subscription}", $"subscription_details[items][0][id]={item}", "subscription_details[items][0][quantity]=1",
            "subscription_details[proration_behavior]=always_invoice");
        await api.PostAsync(Path, $"subscription={subscription}", "preview_mode=recurring");
        await api.PostAsync(Path, "customer_details[address][country]=US", $"subscription_details[items][0][price]={price}");
        await api.PostAsync(Path, $"customer={customer}", "invoice_items[0][amount]=250", "invoice_items[0][currency]=usd", "invoice_items[0][description]=Setup");
        await api.PostAsync($"/v1/subscriptions/{subscription}", "cancel_at_period_end=true");
        await api.RefusedAsync(HttpMethod.Post, Path, $"subscription={subscription}");
    }
}
