using System.Net;

namespace BillingPortal.Tests.Sandbox.Checkout;

/// <summary>What a buyer sees to cost is what the invoice then says.</summary>
public sealed class CheckoutAmountsTests
{
    [Fact]
    public async Task Quantities_change_on_the_page_within_their_limits()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "line_items[0][adjustable_quantity][enabled]=true", "line_items[0][adjustable_quantity][maximum]=5");
        var item = (await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}/line_items")).First().Text("id");
        (await room.Http.PostAsync(new Uri(session.Text("url") + "/quantity"), CheckoutRoom.Form(("item", item), ("quantity", "3")))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await room.GetAsync("/v1/checkout/sessions/" + session.Text("id"))).Number("amount_total").ShouldBe(7200);
        (await room.Http.PostAsync(new Uri(session.Text("url") + "/quantity"), CheckoutRoom.Form(("item", item), ("quantity", "99")))).Dispose();
        (await room.GetAsync("/v1/checkout/sessions/" + session.Text("id"))).Number("amount_total").ShouldBe(12_000);
        (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
        (await room.GetAsync("/v1/subscriptions")).First().GetProperty("items").First().Number("quantity").ShouldBe(5);
    }

    [Fact]
    public async Task Tax_follows_the_address_and_a_new_total_is_confirmed_again()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = (await room.PostAsync("/v1/prices", "product_data[name]=Team", "currency=eur", "unit_amount=10000", "recurring[interval]=month", "tax_behavior=exclusive")).Text("id");
        var session = await room.SessionAsync(price, "automatic_tax[enabled]=true");
        session.GetProperty("automatic_tax").Text("status").ShouldBe("requires_location_inputs");
        using var here = await room.Http.PostAsync(new Uri(session.Text("url") + "/amounts"), CheckoutRoom.Form(("billingCountry", "DE"), ("billingPostalCode", "10115")));
        WebUtility.HtmlDecode(await here.Content.ReadAsStringAsync()).ShouldContain("€119.00");
        (string, string)[] buyer = [("email", "demo@example.com"), ("cardNumber", "4242424242424242"), ("cardExpiry", "12 / 34"), ("cardCvc", "123"), ("billingName", "Demo"), ("billingCountry", "DE"), ("billingPostalCode", "10115")];
        using var changed = await room.Http.PostAsync(new Uri(session.Text("url")), CheckoutRoom.Form([.. buyer, ("expectedAmount", "10000")]));
        (await changed.Content.ReadAsStringAsync()).ShouldContain("The total has changed.");
        using var paid = await room.Http.PostAsync(new Uri(session.Text("url")), CheckoutRoom.Form([.. buyer, ("expectedAmount", "11900")]));
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=invoice&expand[]=total_details.breakdown&expand[]=line_items");
        (done.Number("amount_total"), done.GetProperty("invoice").Number("amount_paid"), done.GetProperty("total_details").Number("amount_tax")).ShouldBe((11_900, 11_900, 1900));
        done.GetProperty("total_details").GetProperty("breakdown").GetProperty("taxes")[0].GetProperty("rate").Text("country").ShouldBe("DE");
        done.GetProperty("line_items").First().Number("amount_total").ShouldBe(11_900);
        done.GetProperty("customer_details").GetProperty("address").Text("country").ShouldBe("DE");
    }

    [Fact]
    public async Task A_business_abroad_pays_without_tax_and_its_tax_id_is_kept()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = (await room.PostAsync("/v1/prices", "product_data[name]=Team", "currency=eur", "unit_amount=10000", "recurring[interval]=month", "tax_behavior=exclusive")).Text("id");
        var session = await room.SessionAsync(price, "automatic_tax[enabled]=true", "tax_id_collection[enabled]=true");
        (string, string)[] buyer = [("email", "demo@example.com"), ("cardNumber", "4242424242424242"), ("cardExpiry", "12 / 34"), ("cardCvc", "123"), ("billingName", "Demo"), ("billingCountry", "DE"), ("billingPostalCode", "10115"), ("taxIdType", "eu_vat")];
        using var wrong = await room.Http.PostAsync(new Uri(session.Text("url")), CheckoutRoom.Form([.. buyer, ("taxId", "12")]));
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("This number does not look like one of its kind.");
        using var paid = await room.Http.PostAsync(new Uri(session.Text("url")), CheckoutRoom.Form([.. buyer, ("taxId", "DE123456789")]));
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=invoice");
        (done.Number("amount_total"), done.GetProperty("invoice").GetProperty("customer_tax_ids")[0].Text("value")).ShouldBe((10_000, "DE123456789"));
        done.GetProperty("customer_details").GetProperty("tax_ids")[0].Text("type").ShouldBe("eu_vat");
    }

    [Fact]
    public async Task A_single_payment_takes_its_coupon_off_the_charge()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = (await room.PostAsync("/v1/coupons", "amount_off=500", "currency=usd", "duration=once")).Text("id");
        var price = (await room.PostAsync("/v1/prices", "product_data[name]=Workshop", "currency=usd", "unit_amount=1500")).Text("id");
        var session = await room.PostAsync("/v1/checkout/sessions", "mode=payment", $"line_items[0][price]={price}", "line_items[0][quantity]=2", $"discounts[0][coupon]={coupon}", "success_url=http://127.0.0.1:1/done");
        (session.Number("amount_subtotal"), session.Number("amount_total")).ShouldBe((3000, 2500));
        (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=payment_intent");
        done.GetProperty("payment_intent").Number("amount_received").ShouldBe(2500);
    }

    [Fact]
    public async Task A_promotion_code_is_typed_taken_off_and_taken_back()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = (await room.PostAsync("/v1/coupons", "percent_off=25", "duration=once", "name=Spring")).Text("id");
        await room.PostAsync("/v1/promotion_codes", "promotion[type]=coupon", $"promotion[coupon]={coupon}", "code=SPRING25");
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "allow_promotion_codes=true");
        var promotion = new Uri(session.Text("url") + "/promotion");
        using var wrong = await room.Http.PostAsync(promotion, CheckoutRoom.Form(("code", "NOPE")));
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("This code is not valid.");
        (await room.Http.PostAsync(promotion, CheckoutRoom.Form(("code", "spring25")))).Dispose();
        var page = WebUtility.HtmlDecode(await room.Http.GetStringAsync(new Uri(session.Text("url"))));
        foreach (var words in new[] { "SPRING25", "Spring (25% off once)", "-$6.00", "$18.00" })
            page.ShouldContain(words);
        (await room.Http.PostAsync(promotion, CheckoutRoom.Form(("remove", "yes")))).Dispose();
        (await room.GetAsync("/v1/checkout/sessions/" + session.Text("id"))).Number("amount_total").ShouldBe(2400);
        (await room.Http.PostAsync(promotion, CheckoutRoom.Form(("code", "SPRING25")))).Dispose();
        (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=invoice&expand[]=total_details.breakdown");
        (done.Number("amount_total"), done.GetProperty("invoice").Number("amount_paid"), done.GetProperty("total_details").Number("amount_discount")).ShouldBe((1800, 1800, 600));
        done.GetProperty("discounts")[0].Text("promotion_code").ShouldStartWith("promo_");
    }
}
