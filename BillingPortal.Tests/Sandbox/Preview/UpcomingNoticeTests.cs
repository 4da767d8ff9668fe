namespace BillingPortal.Tests.Sandbox.Preview;

/// <summary>invoice.upcoming: told some days before a renewal to those who listen, and costing nothing where nobody does.</summary>
public sealed class UpcomingNoticeTests
{
    private const string Nowhere = "url=http://127.0.0.1:9/hooks";

    [Fact]
    public async Task A_renewal_is_announced_a_week_ahead_with_the_invoice_that_comes()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/webhook_endpoints", Nowhere, "enabled_events[]=invoice.upcoming");
        var customer = await room.CustomerAsync();
        var subscription = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={await room.MonthlyPriceAsync()}", "items[0][quantity]=2");
        var renews = subscription.GetProperty("items").First().Number("current_period_end");
        room.Time.Advance(TimeSpan.FromSeconds(renews - room.Now - (7 * 86_400) - 1));
        (await room.EventTypesAsync()).ShouldNotContain("invoice.upcoming");
        room.Time.Advance(TimeSpan.FromSeconds(1));
        var told = (await room.GetAsync("/v1/events?type=invoice.upcoming")).First();
        told.Number("created").ShouldBe(renews - (7 * 86_400));
        var upcoming = told.GetProperty("data").GetProperty("object");
        (upcoming.Number("amount_due"), upcoming.Text("status"), upcoming.Text("billing_reason"), upcoming.Number("created")).ShouldBe((4800, "draft", "upcoming", renews));
        upcoming.GetProperty("parent").GetProperty("subscription_details").Text("subscription").ShouldBe(subscription.Text("id"));
        (await room.GetAsync("/v1/invoices")).Ids().Count.ShouldBe(1, "the rehearsal leaves no invoice");
        room.Time.Advance(TimeSpan.FromDays(70));
        (await room.GetAsync("/v1/events?type=invoice.upcoming&limit=100")).Ids().Count.ShouldBe(1, "once for each renewal, and events are listed for thirty days");
    }

    [Fact]
    public async Task Only_who_listens_in_time_is_told_and_only_of_what_will_be_charged()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var price = await room.MonthlyPriceAsync();
        var ends = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "cancel_at_period_end=true")).Text("id");
        var goesOn = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Text("id");
        await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "collection_method=send_invoice", "days_until_due=5");
        room.Time.Advance(TimeSpan.FromDays(20));
        await room.PostAsync("/v1/webhook_endpoints", Nowhere, "enabled_events[]=*");
        room.Time.Advance(TimeSpan.FromDays(6));
        var told = await room.GetAsync("/v1/events?type=invoice.upcoming");
        told.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("data").GetProperty("object").GetProperty("parent").GetProperty("subscription_details").Text("subscription"))
            .ShouldBe([goesOn]);
        await room.PostAsync("/v1/subscriptions/" + ends, "cancel_at_period_end=false");
        (await room.GetAsync("/v1/events?type=invoice.upcoming")).Ids().Count.ShouldBe(1, "it is too late for a week's notice");
    }

    [Fact]
    public async Task The_days_are_a_setting_and_none_turns_it_off()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/v1/webhook_endpoints", Nowhere, "enabled_events[]=*");
        (await room.GetAsync("/_sandbox/settings")).Number("upcoming_days").ShouldBe(7);
        await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}");
        await room.PostAsync("/_sandbox/settings", "upcoming_days=0");
        room.Time.Advance(TimeSpan.FromDays(27));
        (await room.EventTypesAsync()).ShouldNotContain("invoice.upcoming");
        await room.PostAsync("/_sandbox/settings", "upcoming_days=1");
        room.Time.Advance(TimeSpan.FromDays(5));
        (await room.EventTypesAsync()).ShouldContain("invoice.upcoming");
        (await room.RefusedAsync(HttpMethod.Post, "/_sandbox/settings", "upcoming_days=61")).Error.Text("param").ShouldBe("upcoming_days");
    }
}
