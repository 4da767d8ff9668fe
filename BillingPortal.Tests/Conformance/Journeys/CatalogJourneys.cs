namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Customers, products, prices, events and webhook endpoints.</summary>
internal static class CatalogJourneys
{
    public static async Task CustomersAsync(SandboxSession api)
    {
        var bare = (await api.PostAsync("/v1/customers")).Id();
        var full = (await api.PostAsync("/v1/customers", "name=Acme", "email=owner@example.test", "description=A buyer", "phone=+1 555 0100", "metadata[org_id]=org_1",
            "address[line1]=1 Main St", "address[city]=Springfield", "address[postal_code]=12345", "address[country]=US", "preferred_locales[0]=en", "tax_exempt=none",
            "business_name=Acme Ltd", "individual_name=A. Buyer", "invoice_settings[rendering_options][amount_tax_display]=exclude_tax")).Id();
        await api.PostAsync($"/v1/customers/{full}", "name=Acme Ltd", "metadata[org_id]=", "address=", "description=");
        await api.GetAsync($"/v1/customers/{full}");
        await api.GetAsync($"/v1/customers?limit=1&email={Uri.EscapeDataString("owner@example.test")}");
        await api.GetAsync($"/v1/customers?limit=1&starting_after={full}&created[gte]=1");
        await api.DeleteAsync($"/v1/customers/{bare}");
        await api.GetAsync($"/v1/customers/{bare}");
    }

    public static async Task BalanceAsync(SandboxSession api)
    {
        var customer = (await api.PostAsync("/v1/customers")).Id();
        await api.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-500", "currency=usd", "description=Goodwill");
        await api.GetAsync($"/v1/customers/{customer}/balance_transactions?limit=5");
        await api.GetAsync($"/v1/customers/{customer}");
    }

    public static async Task ProductsAsync(SandboxSession api)
    {
        var product = (await api.PostAsync("/v1/products", "name=Team", "description=For teams", "unit_label=seat", "metadata[plan]=team")).Id();
        var own = (await api.PostAsync("/v1/products", "id=prod_of_our_own", "name=Business", "active=false")).Id();
        await api.PostAsync($"/v1/products/{product}", "name=Team plan", "description=");
        await api.GetAsync($"/v1/products/{product}");
        await api.GetAsync("/v1/products?active=true&limit=3");
        await api.GetAsync($"/v1/products?ids[0]={own}");
        await api.DeleteAsync($"/v1/products/{own}");
    }

    public static async Task PricesAsync(SandboxSession api)
    {
        var product = (await api.PostAsync("/v1/products", "name=Team")).Id();
        var monthly = (await api.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=1500", "recurring[interval]=month", "lookup_key=team_monthly", "metadata[plan]=team")).Id();
        await api.PostAsync("/v1/prices", $"product={product}", "currency=jpy", "unit_amount=200", "recurring[interval]=year", "recurring[interval_count]=1", "nickname=Yearly");
        await api.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=1700", "recurring[interval]=month", "lookup_key=team_monthly", "transfer_lookup_key=true");
        await api.PostAsync("/v1/prices", $"product={product}", "currency=eur", "unit_amount=900");
        var tiered = (await api.PostAsync("/v1/prices", $"product={product}", "currency=usd", "billing_scheme=tiered", "tiers_mode=volume", "tiers[0][up_to]=10", "tiers[0][flat_amount]=100",
            "tiers[1][up_to]=inf", "tiers[1][unit_amount_decimal]=0.5", "recurring[interval]=month", "expand[0]=tiers", "expand[1]=currency_options")).Id();
        await api.PostAsync($"/v1/prices/{tiered}", "currency_options[jpy][tiers][0][up_to]=inf", "currency_options[jpy][tiers][0][unit_amount]=3", "tax_behavior=inclusive", "expand[0]=currency_options");
        await api.PostAsync("/v1/prices", $"product={product}", "currency=usd", "custom_unit_amount[enabled]=true", "custom_unit_amount[preset]=500", "expand[0]=currency_options");
        await api.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=900", "transform_quantity[divide_by]=10", "transform_quantity[round]=up");
        await api.PostAsync("/v1/products", "name=Whole", "default_price_data[currency]=usd", "default_price_data[unit_amount_decimal]=12.5", "default_price_data[recurring][interval]=month",
            "default_price_data[currency_options][eur][unit_amount]=11", "marketing_features[0][name]=Fast", "tax_code=txcd_10103001", "package_dimensions[height]=1", "package_dimensions[length]=2.5",
            "package_dimensions[weight]=3", "package_dimensions[width]=4", "expand[0]=default_price.currency_options");
        await api.PostAsync($"/v1/prices/{monthly}", "active=false", "nickname=Old", "metadata[retired]=yes");
        await api.GetAsync($"/v1/prices/{monthly}?expand[0]=product");
        await api.GetAsync("/v1/prices?lookup_keys[0]=team_monthly&active=true&expand[0]=data.product");
        await api.GetAsync($"/v1/prices?product={product}&limit=2&type=recurring");
    }

    public static async Task WebhookEndpointsAsync(SandboxSession api)
    {
        var endpoint = (await api.PostAsync("/v1/webhook_endpoints", "url=http://127.0.0.1:9/hooks", "enabled_events[0]=*", "description=Ours", "api_version=2026-07-29.dahlia")).Id();
        await api.PostAsync($"/v1/webhook_endpoints/{endpoint}", "enabled_events[0]=customer.created", "disabled=true");
        await api.GetAsync($"/v1/webhook_endpoints/{endpoint}");
        await api.GetAsync("/v1/webhook_endpoints?limit=1");
        await api.PostAsync("/v1/customers", "name=Causes an event");
        var change = (await api.GetAsync("/v1/events?limit=1")).GetProperty("data")[0].Id();
        await api.GetAsync($"/v1/events/{change}");
        await api.GetAsync("/v1/events?types[0]=customer.created&types[1]=product.created&created[gt]=1");
        await api.GetAsync("/v1/events?type=customer.*");
        await api.DeleteAsync($"/v1/webhook_endpoints/{endpoint}");
    }

    public static async Task RefusalsAsync(SandboxSession api)
    {
        await api.RefusedAsync(HttpMethod.Get, "/v1/customers/cus_unknown");
        await api.RefusedAsync(HttpMethod.Get, "/v1/customers?limit=1000");
        await api.RefusedAsync(HttpMethod.Post, "/v1/customers", "no_such_parameter=1");
        await api.RefusedAsync(HttpMethod.Post, "/v1/products");
        await api.RefusedAsync(HttpMethod.Post, "/v1/prices", "currency=usd", "product=prod_unknown", "unit_amount=1");
        await api.RefusedAsync(HttpMethod.Post, "/v1/webhook_endpoints", "url=nowhere");
    }
}
