namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Invoices by hand: from draft to each of their ends.</summary>
internal static class InvoiceJourneys
{
    public static async Task LifeAsync(SandboxSession api)
    {
        var customer = await api.PayerAsync();
        await api.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd", "description=Setup");
        var invoice = (await api.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "description=By hand", "metadata[a]=b")).Id();
        await api.PostAsync($"/v1/invoices/{invoice}", "description=Changed", "metadata[c]=d");
        await api.PostAsync($"/v1/invoices/{invoice}/finalize", "expand[0]=confirmation_secret");
        await api.PostAsync($"/v1/invoices/{invoice}/pay", "expand[0]=payments.data.payment.payment_intent");
        await api.GetAsync($"/v1/invoices/{invoice}?expand[0]=payments&expand[1]=customer");
        await api.GetAsync($"/v1/invoices/{invoice}/lines?limit=5");
        await api.GetAsync($"/v1/invoices?customer={customer}&status=paid&created[gte]=1");
        var payment = (await api.GetAsync($"/v1/invoice_payments?invoice={invoice}")).GetProperty("data")[0].Id();
        await api.GetAsync($"/v1/invoice_payments/{payment}");
    }

    public static async Task UnpaidAsync(SandboxSession api)
    {
        var failing = await api.PayerAsync("pm_card_chargeCustomerFail");
        var declined = await InvoiceAsync(api, failing);
        await api.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{declined}/pay");
        await api.GetAsync($"/v1/invoices/{declined}?expand[0]=payments");
        await api.PostAsync($"/v1/invoices/{declined}/mark_uncollectible");
        var voided = await InvoiceAsync(api, failing);
        await api.PostAsync($"/v1/invoices/{voided}/finalize");
        await api.PostAsync($"/v1/invoices/{voided}/void");
        var sent = await InvoiceAsync(api, failing, "collection_method=send_invoice", "days_until_due=7");
        await api.PostAsync($"/v1/invoices/{sent}/send");
        await api.PostAsync($"/v1/invoices/{sent}/pay", "paid_out_of_band=true");
        var dropped = await InvoiceAsync(api, failing);
        await api.DeleteAsync($"/v1/invoices/{dropped}");
        var asks = await api.PayerAsync("pm_card_threeDSecure2Required");
        var asking = await InvoiceAsync(api, asks);
        await api.RefusedAsync(HttpMethod.Post, $"/v1/invoices/{asking}/pay");
        await api.GetAsync($"/v1/invoices?customer={failing}&limit=10&expand[0]=data.payments");
    }

    public static async Task ItemsAsync(SandboxSession api)
    {
        var customer = await api.PayerAsync();
        var item = (await api.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd", "metadata[a]=b")).Id();
        await api.PostAsync($"/v1/invoiceitems/{item}", "amount=2500", "description=Changed");
        await api.GetAsync($"/v1/invoiceitems/{item}");
        await api.GetAsync($"/v1/invoiceitems?customer={customer}&pending=true");
        await api.DeleteAsync($"/v1/invoiceitems/{item}");
    }

    private static async Task<string> InvoiceAsync(SandboxSession api, string customer, params string[] more)
    {
        await api.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2000", "currency=usd");
        return (await api.PostAsync("/v1/invoices", [$"customer={customer}", "pending_invoice_items_behavior=include", .. more])).Id();
    }
}
