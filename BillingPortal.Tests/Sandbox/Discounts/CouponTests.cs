namespace BillingPortal.Tests.Sandbox.Discounts;

public sealed class CouponTests
{
    [Theory]
    [InlineData("percent_off", "duration=once")]
    [InlineData("amount_off", "percent_off=10", "amount_off=10", "currency=usd")]
    [InlineData("percent_off", "percent_off=101")]
    [InlineData("currency", "amount_off=10")]
    [InlineData("duration_in_months", "percent_off=10", "duration=repeating")]
    [InlineData("duration_in_months", "percent_off=10", "duration=once", "duration_in_months=2")]
    [InlineData("redeem_by", "percent_off=10", "redeem_by=1")]
    [InlineData("applies_to[products]", "percent_off=10", "applies_to[products][0]=prod_unknown")]
    [InlineData("amount_off", "amount_off=1234", "currency=kwd")]
    public async Task A_coupon_that_makes_no_sense_is_refused(string param, params string[] form)
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/coupons", form)).Error.Text("param").ShouldBe(param);
    }

    [Fact]
    public async Task A_coupon_is_valid_until_its_last_redemption()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/coupons", "id=LAST", "percent_off=12.5", "max_redemptions=1");
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "discounts[0][coupon]=LAST");
        var used = await room.GetAsync("/v1/coupons/LAST");
        (used.GetProperty("valid").GetBoolean(), used.Number("times_redeemed"), used.GetProperty("percent_off").GetDecimal()).ShouldBe((false, 1, 12.5m));
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "discounts[0][coupon]=LAST");
        (status, error.Text("code")).ShouldBe((400, "coupon_expired"));
    }

    [Fact]
    public async Task A_coupon_ends_at_its_last_second_and_tells_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/coupons", "id=SOON", "percent_off=10", $"redeem_by={room.Now + 3600}");
        room.Time.Advance(TimeSpan.FromHours(2));
        (await room.GetAsync("/v1/coupons/SOON")).GetProperty("valid").GetBoolean().ShouldBeFalse();
        (await room.EventTypesAsync()).ShouldBe(["coupon.created", "coupon.updated"]);
    }

    [Fact]
    public async Task A_coupon_in_several_currencies_takes_off_the_amount_of_the_invoices_currency()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/coupons", "id=MANY", "amount_off=500", "currency=usd", "currency_options[jpy][amount_off]=700", "duration=forever");
        (await room.GetAsync("/v1/coupons/MANY?expand[0]=currency_options")).GetProperty("currency_options").GetProperty("jpy").Number("amount_off").ShouldBe(700);
        var customer = await room.CustomerAsync();
        var yen = (await room.PostAsync("/v1/prices", "product_data[name]=Team", "currency=jpy", "unit_amount=3000", "recurring[interval]=month")).Text("id");
        await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={yen}", "discounts[0][coupon]=MANY");
        (await room.GetAsync("/v1/invoices")).First().Number("total").ShouldBe(2300);
        var euro = (await room.PostAsync("/v1/prices", "product_data[name]=Team", "currency=eur", "unit_amount=3000", "recurring[interval]=month")).Text("id");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={euro}", "discounts[0][coupon]=MANY"))
            .Error.Text("param").ShouldBe("discounts");
    }

    [Fact]
    public async Task A_coupon_for_some_products_leaves_the_others_alone()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var product = (await room.PostAsync("/v1/products", "name=Seats")).Text("id");
        var seats = (await room.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=1000", "recurring[interval]=month")).Text("id");
        await room.PostAsync("/v1/coupons", "id=SEATS", "percent_off=50", $"applies_to[products][0]={product}");
        (await room.GetAsync("/v1/coupons/SEATS?expand[0]=applies_to")).GetProperty("applies_to").GetProperty("products")[0].GetString().ShouldBe(product);
        await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={seats}", $"items[1][price]={await room.MonthlyPriceAsync()}", "discounts[0][coupon]=SEATS");
        (await room.GetAsync("/v1/invoices")).First().Number("total").ShouldBe(2900);
    }

    [Fact]
    public async Task A_customers_discount_lowers_what_has_none_of_its_own()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/coupons", "id=LOYAL", "percent_off=50", "duration=forever");
        await room.PostAsync("/v1/coupons", "id=TENTH", "percent_off=10", "duration=forever");
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        using var older = await room.SendAsync(HttpMethod.Post, "/v1/customers/" + customer, ["coupon=LOYAL"], version: null);
        (await SandboxRoom.JsonAsync(older)).GetProperty("discount").GetProperty("source").Text("coupon").ShouldBe("LOYAL");
        await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        (await room.GetAsync("/v1/invoices?limit=1")).First().Number("total").ShouldBe(1200);
        await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "discounts[0][coupon]=TENTH");
        (await room.GetAsync("/v1/invoices?limit=1")).First().Number("total").ShouldBe(2160);
        await room.DeleteAsync($"/v1/customers/{customer}/discount");
        (await room.GetAsync("/v1/customers/" + customer)).IsNull("discount").ShouldBeTrue();
        (await room.EventTypesAsync()).Count(type => type == "customer.discount.deleted").ShouldBe(1);
    }
}
