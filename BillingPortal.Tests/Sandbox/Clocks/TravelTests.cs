namespace BillingPortal.Tests.Sandbox.Clocks;

public sealed class TravelTests
{
    [Fact]
    public async Task A_journey_tells_where_the_clock_is_and_how_far_it_was_moved()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var clock = await room.PostAsync("/_sandbox/clock/advance", "seconds=3600000");
        (clock.Number("now"), clock.Number("travelled_seconds")).ShouldBe((room.Now + 3_600_000, 3_600_000));
        clock.IsNull("travelling_to").ShouldBeTrue();
        (await room.PostAsync("/_sandbox/clock/advance", $"to={room.Now + 3_600_001}")).Number("travelled_seconds").ShouldBe(3_600_001);
    }

    [Fact]
    public async Task Everybody_s_renewals_happen_in_the_order_of_their_seconds()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = await room.MonthlyPriceAsync();
        for (var joined = 0; joined < 3; joined++)
        {
            await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={price}");
            room.Time.Advance(TimeSpan.FromHours(7));
        }

        await room.PostAsync("/_sandbox/clock/advance", "seconds=" + (93 * 86_400));
        var renewals = new List<long>();
        var after = "";
        while (true)
        {
            var page = await room.GetAsync("/v1/invoices?limit=3" + after);
            renewals.AddRange(page.GetProperty("data").EnumerateArray().Select(invoice => invoice.Number("created")));
            if (!page.GetProperty("has_more").GetBoolean())
                break;
            after = "&starting_after=" + page.Ids()[^1];
        }

        renewals.Count.ShouldBe(3 * 4);
        renewals.ShouldBeInOrder(SortDirection.Descending);
        var events = (await room.GetAsync("/v1/events?limit=100")).GetProperty("data").EnumerateArray().Select(made => made.Number("created")).ToList();
        events.ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task The_clock_does_not_go_back_nor_ten_years_and_a_day_ahead()
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/_sandbox/clock/advance", $"to={room.Now - 1}")).Status.ShouldBe(400);
        (await room.RefusedAsync(HttpMethod.Post, "/_sandbox/clock/advance", "seconds=316224001")).Status.ShouldBe(400);
        (await room.RefusedAsync(HttpMethod.Post, "/_sandbox/clock/advance")).Error.Text("param").ShouldBe("seconds");
    }
}
