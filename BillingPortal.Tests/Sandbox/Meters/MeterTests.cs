namespace BillingPortal.Tests.Sandbox.Meters;

public sealed class MeterTests
{
    [Fact]
    public async Task A_meter_is_made_renamed_switched_off_and_on_again_with_an_event_for_each()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await room.MeterAsync("sum", "customer_mapping[type]=by_id", "customer_mapping[event_payload_key]=who", "value_settings[event_payload_key]=amount");
        (await room.PostAsync($"/v1/billing/meters/{id}", "display_name=Calls")).Text("display_name").ShouldBe("Calls");
        (await room.PostAsync($"/v1/billing/meters/{id}/deactivate")).GetProperty("status_transitions").Number("deactivated_at").ShouldBe(room.Now);
        (await room.GetAsync("/v1/billing/meters?status=active")).Ids().ShouldBeEmpty();
        (await room.GetAsync("/v1/billing/meters?status=inactive")).Ids().ShouldBe([id]);
        var active = await room.PostAsync($"/v1/billing/meters/{id}/reactivate");
        (active.Text("status"), active.GetProperty("status_transitions").IsNull("deactivated_at")).ShouldBe(("active", true));
        active.GetProperty("customer_mapping").Text("event_payload_key").ShouldBe("who");
        (await room.EventTypesAsync()).ShouldBe(["billing.meter.created", "billing.meter.updated", "billing.meter.deactivated", "billing.meter.reactivated"]);
        (await room.GetAsync("/v1/events?type=billing.meter.updated")).First().GetProperty("data").GetProperty("previous_attributes").Text("display_name").ShouldBe("API calls");
    }

    [Fact]
    public async Task An_event_name_belongs_to_one_active_meter()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var first = await room.MeterAsync();
        string[] second = ["display_name=Other", "event_name=api_call", "default_aggregation[formula]=count"];
        (await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meters", second)).Error.Text("param").ShouldBe("event_name");
        await room.PostAsync($"/v1/billing/meters/{first}/deactivate");
        await room.PostAsync("/v1/billing/meters", second);
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/billing/meters/{first}/reactivate")).Error.Text("param").ShouldBe("event_name");
    }

    [Theory]
    [InlineData("sum", 12)]
    [InlineData("count", 3)]
    [InlineData("last", 4)]
    public async Task Usage_adds_up_by_the_meters_formula(string formula, long expected)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(formula), await room.CustomerAsync(card: null));
        await room.UseAsync(customer, 4, room.Now - 60);
        await room.UseAsync(customer, 3, room.Now - 120);
        await room.UseAsync(customer, 5, room.Now - 180);
        var (from, until) = room.AroundNow;
        (await room.UsageAsync(meter, customer, from, until)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("sum", 17)]
    [InlineData("count", 2)]
    [InlineData("last", 10)]
    public async Task In_a_window_the_newest_event_replaces_the_others(string formula, long expected)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(formula, "event_time_window=hour"), await room.CustomerAsync(card: null));
        var hour = room.Now - (room.Now % 3600) - 7200;
        await room.UseAsync(customer, 1, hour + 60);
        await room.UseAsync(customer, 7, hour + 30);
        await room.UseAsync(customer, 9, hour + 3600);
        await room.UseAsync(customer, 10, hour + 3700, "newest");
        await room.UseAsync(customer, 11, hour + 3800, "wrong");
        await room.CancelAsync("wrong");
        (await room.UsageAsync(meter, customer, hour, hour + 7200)).ShouldBe(expected);
    }

    [Fact]
    public async Task Summaries_by_hour_name_the_hours_with_usage_newest_first_in_pages()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync(card: null));
        var day = room.Now - (room.Now % 86_400) - 86_400;
        foreach (var hour in new[] { 1, 2, 5, 9 })
            await room.UseAsync(customer, hour, day + (hour * 3600) + 59);
        var url = $"/v1/billing/meters/{meter}/event_summaries?customer={customer}&start_time={day}&end_time={day + 86_400}";
        var page = await room.GetAsync(url + "&value_grouping_window=hour&limit=3");
        page.GetProperty("data").EnumerateArray().Select(item => item.Number("aggregated_value")).ShouldBe([9, 5, 2]);
        page.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        var rest = await room.GetAsync(url + $"&value_grouping_window=hour&limit=3&starting_after={page.Ids()[^1]}");
        rest.First().Number("start_time").ShouldBe(day + 3600);
        rest.GetProperty("has_more").GetBoolean().ShouldBeFalse();
        (await room.GetAsync(url + $"&value_grouping_window=hour&ending_before={rest.Ids()[0]}")).Ids().ShouldBe(page.Ids());
        (await room.GetAsync(url + "&value_grouping_window=day")).First().Number("aggregated_value").ShouldBe(17);
        (await room.UsageAsync(meter, customer, day + 3600, day + 7260)).ShouldBe(3);
    }

    [Fact]
    public async Task Summaries_refuse_times_between_their_boundaries()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync(card: null));
        var hour = room.Now - (room.Now % 3600);
        var url = $"/v1/billing/meters/{meter}/event_summaries?customer={customer}";
        (await room.RefusedAsync(HttpMethod.Get, $"{url}&start_time={hour + 1}&end_time={hour + 60}")).Error.Text("param").ShouldBe("start_time");
        (await room.RefusedAsync(HttpMethod.Get, $"{url}&start_time={hour}&end_time={hour + 60}&value_grouping_window=hour")).Error.Text("param").ShouldBe("end_time");
        (await room.RefusedAsync(HttpMethod.Get, $"{url}&start_time={hour}&end_time={hour}")).Error.Text("param").ShouldBe("end_time");
        (await room.RefusedAsync(HttpMethod.Get, $"/v1/billing/meters/{meter}/event_summaries?customer=cus_none&start_time={hour}&end_time={hour + 60}")).Error.Text("param").ShouldBe("customer");
    }
}
