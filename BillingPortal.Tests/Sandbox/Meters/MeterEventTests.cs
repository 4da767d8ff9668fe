using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Time;

namespace BillingPortal.Tests.Sandbox.Meters;

public sealed class MeterEventTests
{
    [Fact]
    public async Task An_identifier_counts_once_within_a_day_and_may_be_used_again_after_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync(card: null));
        (await room.UseAsync(customer, 5, identifier: "use-1")).Text("identifier").ShouldBe("use-1");
        room.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_events", MeterRoom.Event(customer, 5, identifier: "use-1"));
        (status, error.Text("type"), error.Text("message")).ShouldBe((400, "invalid_request_error", "An event already exists with identifier use-1."));
        room.Time.Advance(TimeSpan.FromSeconds(1));
        await room.UseAsync(customer, 7, identifier: "use-1");
        var (from, until) = room.AroundNow;
        (await room.UsageAsync(meter, customer, from - (3 * 86_400), until)).ShouldBe(12);
    }

    [Fact]
    public async Task An_adjustment_takes_an_event_out_within_a_day_and_only_once()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync("last"), await room.CustomerAsync(card: null));
        await room.UseAsync(customer, 5, room.Now - 10, "old");
        await room.UseAsync(customer, 8, room.Now - 10, "wrong");
        string[] cancel = ["event_name=api_call", "type=cancel", "cancel[identifier]=wrong"];
        var done = await room.PostAsync("/v1/billing/meter_event_adjustments", cancel);
        (done.Text("status"), done.GetProperty("cancel").Text("identifier")).ShouldBe(("complete", "wrong"));
        var (from, until) = room.AroundNow;
        (await room.UsageAsync(meter, customer, from, until)).ShouldBe(5);
        (await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_event_adjustments", cancel)).Error.Text("param").ShouldBe("cancel[identifier]");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_events", MeterRoom.Event(customer, 8, identifier: "wrong"))).Status.ShouldBe(400);
        room.Time.Advance(TimeSpan.FromHours(24));
        (await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_event_adjustments", [.. cancel[..2], "cancel[identifier]=old"])).Error.Text("code").ShouldBe("resource_missing");
    }

    [Theory]
    [InlineData("event_name=unknown", "event_name")]
    [InlineData("payload[stripe_customer_id]=cus_unknown", "payload[stripe_customer_id]")]
    [InlineData("payload[stripe_customer_id]=", "payload[stripe_customer_id]")]
    [InlineData("payload[value]=", "payload[value]")]
    [InlineData("payload[value]=many", "payload[value]")]
    [InlineData("payload[value]=1.5", "payload[value]")]
    [InlineData("payload[value]=1234567890123456", "payload[value]")]
    [InlineData("timestamp=-3024001", "timestamp")]
    [InlineData("timestamp=301", "timestamp")]
    public async Task An_event_that_cannot_be_billed_is_refused_with_its_reason(string wrong, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.MeterAsync();
        var name = wrong[..(wrong.IndexOf('=', StringComparison.Ordinal) + 1)];
        var sent = name == "timestamp=" ? $"timestamp={room.Now + long.Parse(wrong[name.Length..], System.Globalization.CultureInfo.InvariantCulture)}" : wrong;
        string[] form = [.. MeterRoom.Event(await room.CustomerAsync(card: null), 5).Where(pair => !pair.StartsWith(name, StringComparison.Ordinal)), sent];
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_events", form);
        (status, error.Text("param")).ShouldBe((400, param));
    }

    [Fact]
    public async Task A_meter_that_is_switched_off_takes_nothing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync(card: null));
        await room.PostAsync($"/v1/billing/meters/{meter}/deactivate");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_events", MeterRoom.Event(customer, 5))).Error.Text("message").ShouldContain("No active meter found");
    }

    [Fact]
    public async Task Times_are_measured_on_the_customers_own_clock()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var meter = await room.MeterAsync();
        var ahead = room.Now + (400 * 86_400);
        var clock = (await room.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={ahead}")).Text("id");
        var customer = (await room.PostAsync("/v1/customers", $"test_clock={clock}")).Text("id");
        (await room.UseAsync(customer, 3)).Number("timestamp").ShouldBe(ahead);
        await room.UseAsync(customer, 4, ahead + 300);
        (await room.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_events", MeterRoom.Event(customer, 5, room.Now))).Error.Text("param").ShouldBe("timestamp");
        (await room.UsageAsync(meter, customer, ahead - (ahead % 3600), ahead - (ahead % 3600) + 7200)).ShouldBe(7);
    }

    [Fact]
    public async Task A_kill_keeps_every_answered_event_its_identifier_and_its_cancellation()
    {
        using var data = new DataDirectory();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = data.Path });
        var (meter, customer) = (await room.MeterAsync("last"), await room.CustomerAsync(card: null));
        var (from, until) = room.AroundNow;
        await room.UseAsync(customer, 5, room.Now, "first");
        await room.UseAsync(customer, 6, room.Now, "second");
        await room.UseAsync(customer, 7, room.Now, "third");
        await room.CancelAsync("third");
        using var left = data.AsLeftByAKill();
        var options = new SandboxOptions { DataDirectory = left.Path };
        foreach (var start in new[] { "from the events", "from what they came to" })
        {
            await using var restarted = await SandboxRoom.OpenAsync(options);
            (await restarted.UsageAsync(meter, customer, from, until)).ShouldBe(6, start);
            (await restarted.RefusedAsync(HttpMethod.Post, "/v1/billing/meter_events", MeterRoom.Event(customer, 1, identifier: "third"))).Status.ShouldBe(400, start);
        }

        (await File.ReadAllTextAsync(left.Journal)).ShouldContain("sandbox.usage_kept");
        await using (var again = await SandboxRoom.OpenAsync(options))
        {
            await again.CancelAsync("second");
            (await again.UsageAsync(meter, customer, from, until)).ShouldBe(5);
            await again.UseAsync(customer, 9, again.Now, "fourth");
            (await again.UsageAsync(meter, customer, from, until)).ShouldBe(9);
        }

        var time = new FakeTime();
        time.Advance(TimeSpan.FromDays(2));
        await using (var later = await SandboxRoom.OpenAsync(options, time))
            await later.UseAsync(customer, 1, identifier: "first");
        await using var last = await SandboxRoom.OpenAsync(options, time);
        (await last.UsageAsync(meter, customer, from, until)).ShouldBe(9);
    }
}
