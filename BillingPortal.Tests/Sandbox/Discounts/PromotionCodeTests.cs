namespace BillingPortal.Tests.Sandbox.Discounts;

public sealed class PromotionCodeTests
{
    [Fact]
    public async Task A_code_redeems_its_coupon_and_both_count()
    {
        await using var room = await OpenAsync();
        var code = await CodeAsync(room, "code=FALL20", "max_redemptions=1");
        await SubscribeAsync(room, await room.CustomerAsync(), code);
        (await room.GetAsync("/v1/invoices")).First().Number("total").ShouldBe(1920);
        var used = await room.GetAsync("/v1/promotion_codes/" + code);
        (used.Text("code"), used.Number("times_redeemed"), used.GetProperty("active").GetBoolean()).ShouldBe(("FALL20", 1, false));
        (await RefusalAsync(room, await room.CustomerAsync(), code)).ShouldContain("no longer active");
    }

    [Fact]
    public async Task A_code_for_first_orders_is_not_for_those_who_have_paid_before()
    {
        await using var room = await OpenAsync();
        var code = await CodeAsync(room, "restrictions[first_time_transaction]=true");
        var customer = await room.CustomerAsync();
        await SubscribeAsync(room, customer, code);
        (await RefusalAsync(room, customer, code)).ShouldContain("prior transactions");
    }

    [Fact]
    public async Task A_code_with_a_minimum_asks_for_that_much_before_the_discount()
    {
        await using var room = await OpenAsync();
        var enough = await CodeAsync(room, "restrictions[minimum_amount]=2400", "restrictions[minimum_amount_currency]=usd");
        var more = await CodeAsync(room, "restrictions[minimum_amount]=2401", "restrictions[minimum_amount_currency]=usd");
        await SubscribeAsync(room, await room.CustomerAsync(), enough);
        (await RefusalAsync(room, await room.CustomerAsync(), more)).ShouldContain("$24.01");
    }

    [Fact]
    public async Task A_code_for_one_customer_is_for_nobody_else()
    {
        await using var room = await OpenAsync();
        var owner = await room.CustomerAsync();
        var code = await CodeAsync(room, $"customer={owner}");
        (await RefusalAsync(room, await room.CustomerAsync(), code)).ShouldContain("another customer");
        await SubscribeAsync(room, owner, code);
    }

    [Fact]
    public async Task An_active_code_is_there_once_whatever_its_case_and_an_expired_one_frees_it()
    {
        await using var room = await OpenAsync();
        await CodeAsync(room, "code=Fall", $"expires_at={room.Now + 3600}");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/promotion_codes", "promotion[type]=coupon", "promotion[coupon]=TWENTY", "code=FALL")).Error.Text("param").ShouldBe("code");
        room.Time.Advance(TimeSpan.FromHours(2));
        await CodeAsync(room, "code=FALL");
        (await room.GetAsync("/v1/promotion_codes?code=fall&active=true")).Ids().Count.ShouldBe(1);
        (await room.GetAsync("/v1/promotion_codes?coupon=TWENTY")).Ids().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_deactivated_code_can_be_used_again_once_it_is_active()
    {
        await using var room = await OpenAsync();
        var code = await CodeAsync(room);
        await room.PostAsync("/v1/promotion_codes/" + code, "active=false", "metadata[why]=test");
        (await RefusalAsync(room, await room.CustomerAsync(), code)).ShouldContain("no longer active");
        await room.PostAsync("/v1/promotion_codes/" + code, "active=true");
        await SubscribeAsync(room, await room.CustomerAsync(), code);
    }

    private static async Task<SandboxRoom> OpenAsync()
    {
        var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/coupons", "id=TWENTY", "percent_off=20");
        return room;
    }

    private static async Task<string> CodeAsync(SandboxRoom room, params string[] more) =>
        (await room.PostAsync("/v1/promotion_codes", ["promotion[type]=coupon", "promotion[coupon]=TWENTY", .. more])).Text("id");

    private static async Task SubscribeAsync(SandboxRoom room, string customer, string code) =>
        await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={await room.MonthlyPriceAsync()}", $"discounts[0][promotion_code]={code}");

    private static async Task<string> RefusalAsync(SandboxRoom room, string customer, string code) => (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions",
        $"customer={customer}", $"items[0][price]={await room.MonthlyPriceAsync()}", $"discounts[0][promotion_code]={code}")).Error.Text("message");
}
