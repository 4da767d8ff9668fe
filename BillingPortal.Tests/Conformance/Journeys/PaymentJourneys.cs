using System.Text.Json;

namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Cards, payments, setups and refunds, with Stripe's test cards.</summary>
internal static class PaymentJourneys
{
    public static async Task SourcesAsync(SandboxSession api)
    {
        var customer = (await api.PostAsync("/v1/customers", "email=older@example.test")).Id();
        var source = (await api.PostAsync($"/v1/customers/{customer}/sources", "source=tok_visa")).Id();
        await api.PostAsync($"/v1/customers/{customer}/sources", "source=tok_amex");
        await api.PostAsync($"/v1/customers/{customer}/sources/{source}", "metadata[a]=b", "address_zip=94103");
        await api.GetAsync($"/v1/customers/{customer}/sources/{source}");
        await api.GetAsync($"/v1/customers/{customer}/sources?object=card");
        await api.GetAsync($"/v1/customers/{customer}?expand[0]=default_source");
        await api.PostAsync("/v1/payment_intents", "amount=900", "currency=usd", $"customer={customer}", $"payment_method={source}", "confirm=true");
        await api.RefusedAsync(HttpMethod.Post, $"/v1/customers/{customer}/sources", "source=tok_chargeDeclined");
        await api.DeleteAsync($"/v1/customers/{customer}/sources/{source}");
        await api.GetAsync($"/v1/customers/{customer}");
    }

    public static async Task MethodsAsync(SandboxSession api)
    {
        var customer = (await api.PostAsync("/v1/customers", "name=Payer")).Id();
        var card = (await api.PostAsync("/v1/payment_methods", "type=card", "card[token]=tok_visa", "billing_details[name]=P. Ayer", "billing_details[address][country]=DE")).Id();
        await api.PostAsync("/v1/payment_methods", "type=card", "card[number]=5555555555554444", "card[exp_month]=12", "card[exp_year]=2040", "card[cvc]=123");
        await api.PostAsync($"/v1/payment_methods/{card}/attach", $"customer={customer}");
        await api.PostAsync($"/v1/payment_methods/{card}", "metadata[kept]=yes", "billing_details[email]=payer@example.test");
        await api.GetAsync($"/v1/payment_methods/{card}?expand[0]=customer");
        await api.GetAsync($"/v1/payment_methods?customer={customer}&type=card");
        await api.GetAsync($"/v1/customers/{customer}/payment_methods?limit=1");
        await api.PostAsync($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={card}");
        await api.GetAsync($"/v1/customers/{customer}?expand[0]=invoice_settings.default_payment_method");
        await api.PostAsync($"/v1/payment_methods/{card}/detach");
        await api.RefusedAsync(HttpMethod.Post, "/v1/payment_methods/pm_card_chargeDeclined/attach", $"customer={customer}");
    }

    public static async Task IntentsAsync(SandboxSession api)
    {
        var customer = await api.PayerAsync();
        var paid = (await api.PostAsync("/v1/payment_intents", "amount=2000", "currency=usd", $"customer={customer}", "payment_method=pm_card_visa", "confirm=true",
            "automatic_payment_methods[enabled]=true", "automatic_payment_methods[allow_redirects]=never", "description=One payment", "metadata[a]=b",
            "payment_details[order_reference]=order-7")).Id();
        await api.GetAsync($"/v1/payment_intents/{paid}?expand[0]=latest_charge&expand[1]=customer&expand[2]=payment_method");
        await api.GetAsync($"/v1/charges?payment_intent={paid}");
        var later = (await api.PostAsync("/v1/payment_intents", "amount=500", "currency=eur")).Id();
        await api.PostAsync($"/v1/payment_intents/{later}", "amount=700", "metadata[changed]=yes");
        await api.PostAsync($"/v1/payment_intents/{later}/confirm", "payment_method=pm_card_mastercard");
        var held = (await api.PostAsync("/v1/payment_intents", "amount=900", "currency=usd", "payment_method=pm_card_visa", "capture_method=manual", "confirm=true")).Id();
        await api.PostAsync($"/v1/payment_intents/{held}/capture");
        var dropped = (await api.PostAsync("/v1/payment_intents", "amount=500", "currency=usd")).Id();
        await api.PostAsync($"/v1/payment_intents/{dropped}/cancel", "cancellation_reason=abandoned");
        await api.GetAsync($"/v1/payment_intents?customer={customer}&limit=2");
    }

    public static async Task TroubleAsync(SandboxSession api)
    {
        await api.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=2000", "currency=usd", "payment_method=pm_card_visa_chargeDeclined", "confirm=true");
        await api.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=2000", "currency=usd", "payment_method=pm_card_chargeDeclinedInsufficientFunds", "confirm=true");
        var asks = (await api.PostAsync("/v1/payment_intents", "amount=2000", "currency=usd", "payment_method=pm_card_threeDSecure2Required", "confirm=true")).Id();
        await api.GetAsync($"/v1/payment_intents/{asks}");
        await api.GetAsync("/v1/charges?limit=10");
        await api.GetAsync("/v1/payment_intents?limit=10&expand[0]=data.latest_charge");
    }

    /// <summary>What a browser collected, confirmed by the server. The description is the server's and does not know how browsers make tokens.</summary>
    public static async Task ConfirmationTokensAsync(SandboxSession api)
    {
        using var browser = new HttpClient { BaseAddress = api.Address };
        var customer = await api.PayerAsync();
        var first = await TokenAsync(browser, "tok_visa");
        await api.PostAsync("/v1/payment_intents", "amount=2000", "currency=usd", $"customer={customer}", "confirm=true", $"confirmation_token={first}");
        await api.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=2000", "currency=usd", "confirm=true", $"confirmation_token={first}");
        var setup = (await api.PostAsync("/v1/setup_intents", $"customer={customer}")).Id();
        await api.PostAsync($"/v1/setup_intents/{setup}/confirm", $"confirmation_token={await TokenAsync(browser, "tok_authenticationRequired")}");
    }

    public static async Task SetupsAsync(SandboxSession api)
    {
        var customer = (await api.PostAsync("/v1/customers")).Id();
        var done = (await api.PostAsync("/v1/setup_intents", $"customer={customer}", "payment_method=pm_card_visa", "confirm=true", "usage=off_session",
            "automatic_payment_methods[enabled]=true", "automatic_payment_methods[allow_redirects]=never")).Id();
        await api.GetAsync($"/v1/setup_intents/{done}?expand[0]=payment_method");
        var later = (await api.PostAsync("/v1/setup_intents", $"customer={customer}")).Id();
        await api.PostAsync($"/v1/setup_intents/{later}", "metadata[a]=b");
        await api.PostAsync($"/v1/setup_intents/{later}/confirm", "payment_method=pm_card_authenticationRequired");
        await api.GetAsync($"/v1/setup_intents?customer={customer}");
    }

    public static async Task RefundsAsync(SandboxSession api)
    {
        var intent = (await api.PostAsync("/v1/payment_intents", "amount=2000", "currency=usd", "payment_method=pm_card_visa", "confirm=true")).Id();
        var refund = (await api.PostAsync("/v1/refunds", $"payment_intent={intent}", "amount=500", "reason=requested_by_customer", "instructions_email=buyer@example.test")).Id();
        await api.PostAsync($"/v1/refunds/{refund}", "metadata[order_id]=6735");
        await api.GetAsync($"/v1/refunds/{refund}?expand[0]=charge");
        var charge = (await api.GetAsync($"/v1/charges?payment_intent={intent}")).GetProperty("data")[0].Id();
        await api.GetAsync($"/v1/charges/{charge}?expand[0]=refunds&expand[1]=payment_intent");
        await api.PostAsync($"/v1/charges/{charge}", "description=Named later", "metadata[a]=b");
        await api.PostAsync("/v1/refunds", $"charge={charge}");
        await api.GetAsync($"/v1/refunds?charge={charge}");
        await api.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"charge={charge}");
    }

    private static async Task<string> TokenAsync(HttpClient browser, string card)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["key"] = SandboxSession.Key.Replace("sk_", "pk_", StringComparison.Ordinal), ["payment_method_data[type]"] = "card", ["payment_method_data[card][token]"] = card,
            ["return_url"] = "https://shop.example.test/done", ["setup_future_usage"] = "off_session",
        });
        using var answer = await browser.PostAsync(new Uri("/v1/confirmation_tokens", UriKind.Relative), form);
        using var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return token.RootElement.Id();
    }
}
