namespace BillingPortal.Tests.Sandbox.Catalog;

public sealed class PriceTests
{
    [Fact]
    public async Task Tiers_and_other_currencies_are_shown_when_they_are_expanded()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var made = await room.PostAsync("/v1/prices", "product_data[name]=Calls", "currency=usd", "recurring[interval]=month", "billing_scheme=tiered", "tiers_mode=graduated",
            "tiers[0][up_to]=100", "tiers[0][flat_amount]=1000", "tiers[1][up_to]=inf", "tiers[1][unit_amount_decimal]=0.25", "currency_options[eur][tiers][0][up_to]=inf",
            "currency_options[eur][tiers][0][unit_amount]=9");
        (made.Text("billing_scheme"), made.IsNull("unit_amount"), made.TryGetProperty("tiers", out _)).ShouldBe(("tiered", true, false));
        var shown = await room.GetAsync($"/v1/prices/{made.Text("id")}?expand[0]=tiers&expand[1]=currency_options.eur.tiers");
        shown.GetProperty("tiers")[1].Text("unit_amount_decimal").ShouldBe("0.25");
        shown.GetProperty("tiers")[1].IsNull("up_to").ShouldBeTrue();
        shown.GetProperty("currency_options").GetProperty("eur").GetProperty("tiers")[0].Number("unit_amount").ShouldBe(9);
        shown.GetProperty("currency_options").GetProperty("usd").GetProperty("tiers").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("tiers_mode", "billing_scheme=tiered")]
    [InlineData("tiers", "billing_scheme=tiered", "tiers_mode=volume")]
    [InlineData("tiers[0][up_to]", "billing_scheme=tiered", "tiers_mode=volume", "tiers[0][up_to]=5", "tiers[0][unit_amount]=5")]
    [InlineData("tiers[1][up_to]", "billing_scheme=tiered", "tiers_mode=volume", "tiers[0][up_to]=5", "tiers[0][unit_amount]=5", "tiers[1][up_to]=5", "tiers[1][unit_amount]=5", "tiers[2][up_to]=inf", "tiers[2][unit_amount]=5")]
    [InlineData("unit_amount")]
    [InlineData("unit_amount", "unit_amount=5", "unit_amount_decimal=5.5")]
    [InlineData("unit_amount_decimal", "unit_amount_decimal=0.0000000000001")]
    [InlineData("unit_amount", "unit_amount=-1")]
    [InlineData("transform_quantity[divide_by]", "unit_amount=5", "transform_quantity[divide_by]=0", "transform_quantity[round]=up")]
    [InlineData("custom_unit_amount", "custom_unit_amount[enabled]=true", "recurring[interval]=month")]
    [InlineData("currency_options[xxx]", "unit_amount=5", "currency_options[xxx][unit_amount]=5")]
    public async Task A_price_that_makes_no_sense_is_refused(string param, params string[] form)
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices", ["product_data[name]=Thing", "currency=usd", .. form])).Error.Text("param").ShouldBe(param);
    }

    [Fact]
    public async Task Three_decimal_amounts_end_in_zero_and_kronur_are_whole()
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices", "product_data[name]=Thing", "currency=kwd", "unit_amount=5124")).Error.Text("param").ShouldBe("unit_amount");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices", "product_data[name]=Thing", "currency=isk", "unit_amount=4010")).Error.Text("code")
            .ShouldBe("invalid_charge_amount_no_decimal_compatible");
        (await room.PostAsync("/v1/prices", "product_data[name]=Thing", "currency=kwd", "unit_amount=5120")).Number("unit_amount").ShouldBe(5120);
    }

    [Fact]
    public async Task An_archived_price_takes_no_new_use_and_old_ones_go_on()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (old, other) = (await room.MonthlyPriceAsync(), await room.MonthlyPriceAsync());
        var subscription = await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={old}");
        await room.PostAsync("/v1/prices/" + old, "active=false");
        await room.PostAsync("/v1/prices/" + other, "active=false");
        var item = subscription.GetProperty("items").First().Text("id");
        await room.PostAsync("/v1/subscriptions/" + subscription.Text("id"), $"items[0][id]={item}", $"items[0][price]={old}", "items[0][quantity]=2");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions/" + subscription.Text("id"), $"items[0][id]={item}", $"items[0][price]={other}")).Error.Text("message").ShouldContain("inactive");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={old}")).Error.Text("message").ShouldContain("inactive");
    }

    [Fact]
    public async Task A_subscription_is_billed_in_the_currency_that_was_asked_for()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = (await room.PostAsync("/v1/prices", "product_data[name]=Team", "currency=usd", "unit_amount=2400", "recurring[interval]=month", "currency_options[eur][unit_amount]=2200")).Text("id");
        var customer = await room.CustomerAsync();
        (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "currency=eur")).Text("currency").ShouldBe("eur");
        var invoice = (await room.GetAsync("/v1/invoices")).First();
        (invoice.Text("currency"), invoice.Number("total")).ShouldBe(("eur", 2200));
        (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Text("currency").ShouldBe("eur");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={price}", "currency=gbp")).Error.Text("param").ShouldBe("currency");
    }

    [Fact]
    public async Task A_tax_behavior_is_decided_once()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = await room.MonthlyPriceAsync();
        (await room.PostAsync("/v1/prices/" + price, "tax_behavior=inclusive")).Text("tax_behavior").ShouldBe("inclusive");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices/" + price, "tax_behavior=exclusive")).Error.Text("param").ShouldBe("tax_behavior");
    }
}
