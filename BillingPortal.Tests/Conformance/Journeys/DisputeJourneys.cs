namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>What comes after a payment: disputes with each end, refunds that take their time, and charges made directly.</summary>
internal static class DisputeJourneys
{
    public static async Task DisputesAsync(SandboxSession api)
    {
        var (won, lost, closed) = (await DisputedAsync(api, "pm_card_createDispute"), await DisputedAsync(api, "pm_card_createDisputeProductNotReceived"), await DisputedAsync(api, "pm_card_createMultipleDisputes"));
        await api.PostAsync($"/v1/disputes/{won}", "evidence[customer_name]=P. Ayer", "submit=false", "metadata[a]=b");
        await api.PostAsync($"/v1/disputes/{won}", "evidence[uncategorized_text]=winning_evidence");
        await api.PostAsync($"/v1/disputes/{lost}", "evidence[uncategorized_text]=losing_evidence");
        await api.PostAsync($"/v1/disputes/{closed}/close");
        var inquiry = await DisputedAsync(api, "pm_card_createDisputeInquiry");
        await api.PostAsync($"/v1/disputes/{inquiry}", "evidence[uncategorized_text]=escalate_inquiry_evidence");
        await api.TravelAsync(TimeSpan.FromMinutes(1));
        await api.GetAsync($"/v1/disputes/{won}?expand[0]=charge&expand[1]=payment_intent");
        await api.GetAsync("/v1/disputes?limit=10");
        await api.TravelAsync(TimeSpan.FromDays(12));
    }

    public static async Task SlowRefundsAsync(SandboxSession api)
    {
        foreach (var card in new[] { "pm_card_pendingRefund", "pm_card_refundFail" })
        {
            var intent = (await api.PostAsync("/v1/payment_intents", "amount=1000", "currency=usd", $"payment_method={card}", "confirm=true")).Id();
            var refund = (await api.PostAsync("/v1/refunds", $"payment_intent={intent}", "amount=600")).Id();
            await api.TravelAsync(TimeSpan.FromMinutes(1));
            await api.GetAsync($"/v1/refunds/{refund}?expand[0]=balance_transaction&expand[1]=charge");
        }

        await api.GetAsync("/v1/refunds?limit=5&expand[0]=data.balance_transaction");
    }

    public static async Task ChargesAsync(SandboxSession api)
    {
        var payer = await api.PayerAsync();
        await api.PostAsync("/v1/charges", "amount=500", "currency=usd", "source=tok_visa", "description=Direct", "metadata[a]=b", "expand[0]=balance_transaction");
        await api.PostAsync("/v1/charges", "amount=500", "currency=eur", $"customer={payer}", "capture=false");
        await api.RefusedAsync(HttpMethod.Post, "/v1/charges", "amount=500", "currency=usd", "source=tok_visa_chargeDeclined");
        var charge = (await api.GetAsync($"/v1/charges?customer={payer}")).GetProperty("data")[0].Id();
        await api.PostAsync($"/v1/charges/{charge}/capture");
        await api.PostAsync($"/v1/charges/{charge}", "fraud_details[user_report]=safe", "transfer_group=one");
        await api.GetAsync("/v1/charges?transfer_group=one");
    }

    public static async Task DomainsAsync(SandboxSession api)
    {
        var shop = (await api.PostAsync("/v1/payment_method_domains", "domain_name=shop.stripe-sandbox.com", "enabled=true")).Id();
        await api.PostAsync("/v1/payment_method_domains", "domain_name=shop.example");
        await api.PostAsync($"/v1/payment_method_domains/{shop}", "enabled=false");
        await api.PostAsync($"/v1/payment_method_domains/{shop}/validate");
        await api.GetAsync($"/v1/payment_method_domains/{shop}");
        await api.GetAsync("/v1/payment_method_domains?enabled=true&limit=5");
        await api.RefusedAsync(HttpMethod.Post, "/v1/payment_method_domains", "domain_name=https://shop.example/pay");
    }

    private static async Task<string> DisputedAsync(SandboxSession api, string card)
    {
        var intent = (await api.PostAsync("/v1/payment_intents", "amount=4200", "currency=usd", $"payment_method={card}", "confirm=true")).Id();
        await api.TravelAsync(TimeSpan.FromSeconds(2));
        return (await api.GetAsync($"/v1/disputes?payment_intent={intent}")).GetProperty("data")[0].Id();
    }
}
