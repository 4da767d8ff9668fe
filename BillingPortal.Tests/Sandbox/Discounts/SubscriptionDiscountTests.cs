using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Discounts;

public sealed class SubscriptionDiscountTests
{
    [Fact]
    public async Task A_coupon_for_ever_lowers_every_invoice()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = await CouponAsync(room, "percent_off=25", "duration=forever");
        var subscription = await SubscribeAsync(room, $"discounts[0][coupon]={coupon}", "expand[0]=discounts");
        subscription.GetProperty("discounts")[0].GetProperty("source").Text("coupon").ShouldBe(coupon);
        room.Time.Advance(TimeSpan.FromDays(32));
        (await TotalsAsync(room)).ShouldBe([(2400, 1800), (2400, 1800)]);
        (await room.GetAsync("/v1/coupons/" + coupon)).Number("times_redeemed").ShouldBe(1);
    }

    [Fact]
    public async Task A_coupon_for_once_is_used_up_by_the_first_paid_invoice_and_not_by_a_trial()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = await CouponAsync(room, "amount_off=1000", "currency=usd", "duration=once");
        var subscription = await SubscribeAsync(room, $"discounts[0][coupon]={coupon}", "trial_period_days=7");
        subscription.GetProperty("discounts").GetArrayLength().ShouldBe(1);
        room.Time.Advance(TimeSpan.FromDays(8));
        (await room.EventTypesAsync()).Count(type => type is "customer.discount.created" or "customer.discount.deleted").ShouldBe(2);
        (await room.GetAsync("/v1/subscriptions/" + subscription.Text("id"))).GetProperty("discounts").GetArrayLength().ShouldBe(0);
        room.Time.Advance(TimeSpan.FromDays(32));
        (await TotalsAsync(room)).ShouldBe([(0, 0), (2400, 1400), (2400, 2400)]);
    }

    [Fact]
    public async Task A_repeating_coupon_ends_after_its_months()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = await CouponAsync(room, "percent_off=50", "duration=repeating", "duration_in_months=2");
        await SubscribeAsync(room, $"discounts[0][coupon]={coupon}");
        room.Time.Advance(TimeSpan.FromDays(62));
        (await room.EventTypesAsync()).ShouldContain("customer.discount.deleted");
        room.Time.Advance(TimeSpan.FromDays(31));
        (await TotalsAsync(room)).Select(totals => totals.Total).ShouldBe([1200, 1200, 2400, 2400]);
    }

    [Fact]
    public async Task An_items_own_discount_comes_first_and_the_subtotal_knows_it_already()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (own, common) = (await CouponAsync(room, "amount_off=400", "currency=usd", "duration=forever"), await CouponAsync(room, "percent_off=10", "duration=forever"));
        await SubscribeAsync(room, $"items[0][discounts][0][coupon]={own}", $"discounts[0][coupon]={common}");
        var invoice = (await room.GetAsync("/v1/invoices?expand[0]=data.total_discount_amounts.discount")).First();
        (invoice.Number("subtotal"), invoice.Number("total")).ShouldBe((2000, 1800));
        invoice.GetProperty("total_discount_amounts").EnumerateArray().Select(taken => taken.Number("amount")).ShouldBe([400, 200]);
        var line = invoice.GetProperty("lines").First();
        (line.Number("subtotal"), line.GetProperty("discounts").GetArrayLength(), line.GetProperty("discount_amounts").GetArrayLength()).ShouldBe((2400, 1, 2));
        line.GetProperty("pretax_credit_amounts").EnumerateArray().Sum(credit => credit.Number("amount")).ShouldBe(600);
    }

    [Fact]
    public async Task Clearing_the_discounts_ends_them_and_deleting_the_coupon_does_not()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = await CouponAsync(room, "percent_off=50", "duration=forever");
        var id = (await SubscribeAsync(room, $"discounts[0][coupon]={coupon}")).Text("id");
        (await room.DeleteAsync("/v1/coupons/" + coupon)).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        room.Time.Advance(TimeSpan.FromDays(32));
        await room.PostAsync("/v1/subscriptions/" + id, "discounts=");
        var change = (await room.GetAsync("/v1/events?type=customer.subscription.updated&limit=10")).GetProperty("data").EnumerateArray()
            .First(item => item.GetProperty("data").GetProperty("previous_attributes").TryGetProperty("discounts", out _));
        change.GetProperty("data").GetProperty("previous_attributes").GetProperty("discounts").GetArrayLength().ShouldBe(1);
        room.Time.Advance(TimeSpan.FromDays(32));
        (await TotalsAsync(room)).Select(totals => totals.Total).ShouldBe([1200, 1200, 2400]);
    }

    [Fact]
    public async Task A_subscriptions_discount_can_be_deleted_by_its_own_path()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = await CouponAsync(room, "percent_off=50", "duration=forever");
        var id = (await SubscribeAsync(room, $"discounts[0][coupon]={coupon}")).Text("id");
        var gone = await room.DeleteAsync($"/v1/subscriptions/{id}/discount");
        (gone.Text("object"), gone.GetProperty("deleted").GetBoolean(), gone.Text("subscription")).ShouldBe(("discount", true, id));
        (await room.GetAsync("/v1/subscriptions/" + id)).GetProperty("discounts").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_proration_credits_what_was_really_paid_and_charges_what_will_be()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = await CouponAsync(room, "percent_off=50", "duration=forever");
        var subscription = await SubscribeAsync(room, $"discounts[0][coupon]={coupon}");
        var item = subscription.GetProperty("items").First().Text("id");
        var middle = (subscription.GetProperty("items").First().Number("current_period_start") + subscription.GetProperty("items").First().Number("current_period_end")) / 2;
        await room.PostAsync("/v1/subscriptions/" + subscription.Text("id"), $"items[0][id]={item}", "items[0][quantity]=2", $"proration_date={middle}");
        var changes = (await room.GetAsync("/v1/invoiceitems?pending=true")).GetProperty("data").EnumerateArray().ToList();
        changes.Select(change => change.Number("amount")).ShouldBe([-600, 1200]);
        changes.ShouldAllBe(change => !change.GetProperty("discountable").GetBoolean());
        await room.PostAsync("/v1/subscriptions/" + subscription.Text("id"), $"items[0][id]={item}", "items[0][quantity]=1", $"proration_date={middle}", "proration_behavior=always_invoice");
        var invoice = (await room.GetAsync("/v1/invoices?limit=1")).First();
        (invoice.Number("total"), invoice.GetProperty("total_discount_amounts").GetArrayLength()).ShouldBe((0, 0));
    }

    private static async Task<string> CouponAsync(SandboxRoom room, params string[] form) => (await room.PostAsync("/v1/coupons", form)).Text("id");

    private static async Task<JsonElement> SubscribeAsync(SandboxRoom room, params string[] more) =>
        await room.PostAsync("/v1/subscriptions", [$"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}", .. more]);

    private static async Task<List<(long Subtotal, long Total)>> TotalsAsync(SandboxRoom room) =>
        [.. (await room.GetAsync("/v1/invoices?limit=100")).GetProperty("data").EnumerateArray().Reverse().Select(invoice => (invoice.Number("subtotal"), invoice.Number("total")))];
}
