using System.Globalization;
using System.Text.Json;
using BillingPortal.Tests.Time;

namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>How subscriptions begin: with an anchor of their own, in the past, with charges, for a while, and what is refused.</summary>
public sealed class BeginningTests
{
    [Fact]
    public async Task Until_the_anchor_only_a_share_is_billed()
    {
        await using var room = await SandboxRoom.OpenAsync(time: At("2026-03-22T00:00"));
        var made = await BeginAsync(room, "billing_cycle_anchor=" + Unix("2026-04-01T00:00"));
        Line(made).ShouldBe((774, "Remaining time on Team after 22 Mar 2026", Unix("2026-04-01T00:00"))); // 10 of 31 days
        var free = await BeginAsync(room, "billing_cycle_anchor=" + Unix("2026-04-01T00:00"), "proration_behavior=none");
        Line(free).Amount.ShouldBe(0);
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", await OrderAsync(room, "billing_cycle_anchor=" + Unix("2026-05-01T00:00"))))
            .Error.Text("message").ShouldContain("later than next natural billing date");
    }

    [Fact]
    public async Task A_day_of_the_month_that_not_every_month_has_is_kept_in_mind()
    {
        await using var room = await SandboxRoom.OpenAsync(time: At("2026-04-10T08:00"));
        var made = await BeginAsync(room, "billing_cycle_anchor_config[day_of_month]=31", "billing_cycle_anchor_config[hour]=6");
        (made.Number("billing_cycle_anchor"), made.GetProperty("billing_cycle_anchor_config").Number("day_of_month")).ShouldBe((Unix("2026-04-30T06:00:00"), 31));
        room.Time.MoveTo(new DateTimeOffset(2026, 8, 2, 0, 0, 0, TimeSpan.Zero));
        var invoices = (await room.GetAsync("/v1/invoices?limit=100&subscription=" + made.Text("id"))).GetProperty("data").EnumerateArray().Reverse();
        invoices.Select(invoice => Text(invoice.GetProperty("lines").First().GetProperty("period").Number("end"))).ShouldBe(["04-30", "05-31", "06-30", "07-31", "08-31"]);
    }

    [Fact]
    public async Task A_beginning_in_the_past_bills_the_time_since()
    {
        await using var room = await SandboxRoom.OpenAsync(time: At("2026-04-16T00:00"));
        var made = await BeginAsync(room, "backdate_start_date=" + Unix("2026-03-01T00:00"));
        var lines = made.GetProperty("latest_invoice").GetProperty("lines").GetProperty("data").EnumerateArray().ToList();
        // One whole period before the present one, and 15 of the 28 days of the period before that.
        (made.Number("start_date"), lines[0].Number("amount"), lines[1].Number("amount")).ShouldBe((Unix("2026-03-01T00:00"), 2400 + 1286, 2400));
        lines[0].Text("description").ShouldBe("Time on Team from 01 Mar 2026 until 16 Apr 2026");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", await OrderAsync(room, "backdate_start_date=" + Unix("2026-05-01T00:00")))).Error.Text("param").ShouldBe("backdate_start_date");
    }

    [Fact]
    public async Task A_subscription_for_a_while_bills_only_that_while()
    {
        await using var room = await SandboxRoom.OpenAsync(time: At("2026-03-01T00:00"));
        var made = await BeginAsync(room, "cancel_at=" + Unix("2026-03-11T00:00"));
        (Line(made).Amount, Line(made).End).ShouldBe((774, Unix("2026-03-11T00:00")));
        var whole = await BeginAsync(room, "cancel_at=max_period_end");
        (Line(whole).Amount, whole.Number("cancel_at")).ShouldBe((2400, Unix("2026-04-01T00:00")));
    }

    [Fact]
    public async Task An_anchor_after_the_trial_makes_the_first_paid_period_shorter()
    {
        await using var room = await SandboxRoom.OpenAsync(time: At("2026-03-01T00:00"));
        var made = await BeginAsync(room, "trial_end=" + Unix("2026-03-22T00:00"), "billing_cycle_anchor=" + Unix("2026-04-01T00:00"));
        room.Time.MoveTo(new DateTimeOffset(2026, 4, 2, 0, 0, 0, TimeSpan.Zero));
        var totals = (await room.GetAsync("/v1/invoices?subscription=" + made.Text("id"))).GetProperty("data").EnumerateArray().Select(invoice => invoice.Number("total"));
        totals.ShouldBe([2400, 774, 0]);
    }

    [Fact]
    public async Task Charges_that_come_with_the_order_are_on_the_first_invoice()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var setup = (await room.PostAsync("/v1/prices", "product_data[name]=Setup", "currency=usd", "unit_amount=900")).Text("id");
        var made = await BeginAsync(room, $"add_invoice_items[0][price]={setup}", "trial_period_days=7");
        (made.Text("status"), made.GetProperty("latest_invoice").Number("amount_paid")).ShouldBe(("trialing", 900));
        var monthly = await room.MonthlyPriceAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", await OrderAsync(room, $"add_invoice_items[0][price]={monthly}"))).Error.Text("param").ShouldBe("add_invoice_items[0][price]");
    }

    [Theory]
    [InlineData("trial_end=1900000000", "trial_period_days=3", "trial_end")]
    [InlineData("trial_period_days=900", "metadata[a]=b", "trial_period_days")]
    [InlineData("days_until_due=5", "metadata[a]=b", "days_until_due")]
    [InlineData("billing_cycle_anchor_config[day_of_month]=1", "trial_period_days=3", "billing_cycle_anchor_config[day_of_month]")]
    [InlineData("pending_invoice_item_interval[interval]=week", "metadata[a]=b", "pending_invoice_item_interval")]
    [InlineData("billing_thresholds[amount_gte]=100", "metadata[a]=b", "billing_thresholds")]
    public async Task What_contradicts_itself_or_would_have_no_effect_is_refused(string one, string other, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", await OrderAsync(room, one, other))).Error.Text("param").ShouldBe(param);
    }

    [Fact]
    public async Task An_incomplete_subscription_that_nobody_pays_expires_after_23_hours()
    {
        await using var room = await SubscribedRoom.OpenWithAsync(card: null, "payment_behavior=default_incomplete");
        room.Room.Time.Advance(TimeSpan.FromHours(23));
        ((await room.NowAsync()).Text("status"), (await room.InvoicesAsync())[0].Text("status")).ShouldBe(("incomplete_expired", "void"));
    }

    private static (long Amount, string Description, long End) Line(JsonElement subscription)
    {
        var line = subscription.GetProperty("latest_invoice").GetProperty("lines").First();
        return (line.Number("amount"), line.Text("description"), line.GetProperty("period").Number("end"));
    }

    private static async Task<JsonElement> BeginAsync(SandboxRoom room, params string[] more) => await room.PostAsync("/v1/subscriptions", [.. await OrderAsync(room, more), "expand[0]=latest_invoice"]);

    private static async Task<string[]> OrderAsync(SandboxRoom room, params string[] more) =>
        [$"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}", .. more];

    private static FakeTime At(string text) => new(DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture));

    private static long Unix(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    private static string Text(long unix) => DateTimeOffset.FromUnixTimeSeconds(unix).ToString("MM-dd", CultureInfo.InvariantCulture);
}
