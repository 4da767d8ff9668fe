namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>What lowers an invoice and what is added to it.</summary>
internal static class MoneyJourneys
{
    public static async Task DiscountsAsync(SandboxSession api)
    {
        var product = (await api.PostAsync("/v1/products", "name=Seats")).Id();
        var seats = (await api.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=2000", "recurring[interval]=month")).Id();
        var percent = (await api.PostAsync("/v1/coupons", "percent_off=12.5", "duration=repeating", "duration_in_months=3", "name=Spring", $"applies_to[products][0]={product}",
            "max_redemptions=10", "expand[0]=applies_to")).Id();
        var amount = (await api.PostAsync("/v1/coupons", "id=FIVER", "amount_off=500", "currency=usd", "currency_options[eur][amount_off]=450", "duration=forever")).Id();
        await api.PostAsync($"/v1/coupons/{amount}", "name=Five off", "metadata[a]=b", "currency_options[gbp][amount_off]=400");
        await api.GetAsync($"/v1/coupons/{amount}?expand[0]=currency_options");
        await api.GetAsync($"/v1/coupons/{percent}");
        await api.GetAsync("/v1/coupons?limit=1&expand[0]=data.applies_to");
        var code = (await api.PostAsync("/v1/promotion_codes", "promotion[type]=coupon", $"promotion[coupon]={amount}", "code=TAKEFIVE",
            "restrictions[minimum_amount]=1000", "restrictions[minimum_amount_currency]=usd", "expand[0]=promotion.coupon")).Id();
        await api.PostAsync($"/v1/promotion_codes/{code}", "metadata[a]=b");
        await api.GetAsync("/v1/promotion_codes?code=TAKEFIVE");
        var customer = await api.PayerAsync();
        var subscription = await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={seats}", $"items[0][discounts][0][coupon]={percent}",
            $"discounts[0][promotion_code]={code}", "expand[0]=discounts.source.coupon", "expand[1]=items.data.discounts");
        await api.GetAsync($"/v1/invoices?customer={customer}&expand[0]=data.discounts&expand[1]=data.total_discount_amounts.discount&expand[2]=data.lines.data.discounts");
        var item = subscription.GetProperty("items").GetProperty("data")[0].Id();
        await api.PostAsync($"/v1/subscription_items/{item}", "quantity=3", "discounts=");
        await api.PostAsync($"/v1/subscriptions/{subscription.Id()}", $"discounts[0][coupon]={percent}", "expand[0]=discounts.promotion_code");
        await api.DeleteAsync($"/v1/subscriptions/{subscription.Id()}/discount");
        await api.DeleteAsync($"/v1/coupons/{percent}");
    }

    public static async Task TaxesAsync(SandboxSession api)
    {
        var rate = (await api.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=19", "inclusive=false", "country=DE", "jurisdiction=DE", "tax_type=vat")).Id();
        await api.PostAsync($"/v1/tax_rates/{rate}", "description=Germany", "metadata[a]=b");
        await api.GetAsync($"/v1/tax_rates/{rate}");
        await api.GetAsync("/v1/tax_rates?active=true");
        var price = await api.MonthlyPriceAsync();
        var customer = await api.PayerAsync();
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", $"default_tax_rates[0]={rate}", $"items[0][tax_rates][0]={rate}");
        await api.GetAsync($"/v1/invoices?customer={customer}");
        var somewhere = await api.PayerAsync("pm_card_visa", "address[country]=CA", "address[state]=QC");
        await api.PostAsync("/v1/subscriptions", $"customer={somewhere}", $"items[0][price]={price}", "automatic_tax[enabled]=true");
        await api.GetAsync($"/v1/invoices?customer={somewhere}");
        await api.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "automatic_tax[enabled]=true");
        var firm = (await api.PostAsync("/v1/customers", "name=Firm", "address[country]=DE", "tax_id_data[0][type]=eu_vat", "tax_id_data[0][value]=DE123456789", "expand[0]=tax_ids", "expand[1]=tax")).Id();
        var id = (await api.PostAsync($"/v1/customers/{firm}/tax_ids", "type=gb_vat", "value=GB123456789")).Id();
        await api.GetAsync($"/v1/customers/{firm}/tax_ids");
        await api.GetAsync($"/v1/customers/{firm}/tax_ids/{id}");
        await api.PostAsync("/v1/invoices/create_preview", $"customer={firm}", "invoice_items[0][amount]=1000", "invoice_items[0][currency]=usd", "automatic_tax[enabled]=true");
    }

    public static async Task DraftsAsync(SandboxSession api)
    {
        var customer = await api.PayerAsync("pm_card_visa", "address[country]=DE", "balance=-100", "expand[0]=tax");
        var thing = (await api.PostAsync("/v1/prices", "product_data[name]=Thing", "currency=usd", "unit_amount=700")).Id();
        var coupon = (await api.PostAsync("/v1/coupons", "percent_off=10")).Id();
        var rate = (await api.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=19", "inclusive=false")).Id();
        var draft = (await api.PostAsync("/v1/invoices", $"customer={customer}", "currency=usd", "collection_method=send_invoice", "days_until_due=14", "footer=Thanks",
            "custom_fields[0][name]=PO", "custom_fields[0][value]=17", "rendering[pdf][page_size]=a4", "rendering[amount_tax_display]=include_inclusive_tax",
            $"default_tax_rates[0]={rate}", "shipping_details[name]=Dock", "shipping_details[address][country]=DE")).Id();
        var item = (await api.PostAsync("/v1/invoiceitems", $"customer={customer}", $"invoice={draft}", $"pricing[price]={thing}", "quantity=3", $"discounts[0][coupon]={coupon}")).Id();
        await api.PostAsync("/v1/invoiceitems", $"customer={customer}", $"invoice={draft}", "unit_amount_decimal=125.5", "quantity=3", "currency=usd", "tax_behavior=inclusive",
            "period[start]=1700000000", "period[end]=1700000001");
        await api.PostAsync($"/v1/invoiceitems/{item}", "quantity=2", "description=Two things");
        await api.PostAsync($"/v1/invoices/{draft}", $"discounts[0][coupon]={coupon}", "description=Both");
        await api.GetAsync($"/v1/invoices/{draft}/lines?limit=1");
        await api.DeleteAsync($"/v1/invoiceitems/{item}");
        await api.PostAsync($"/v1/invoices/{draft}/finalize", "auto_advance=false");
        await api.PostAsync($"/v1/invoices/{draft}", "metadata[a]=b");
        await api.PostAsync($"/v1/invoices/{draft}/void");
        await api.GetAsync($"/v1/customers/{customer}/balance_transactions");
    }
}
