using System.Text;
using BillingPortal.Core.StripeApi;
using BillingPortal.StripeSandbox;
using BillingPortal.StripeSandbox.Events;

namespace BillingPortal.Tests.Sandbox.Events;

public sealed class DeliveryTests
{
    private const string Secret = "whsec_of_the_delivery_tests";

    [Fact]
    public async Task A_delivery_carries_the_event_and_a_signature_that_verifies()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { WebhookUrl = hook.Url, WebhookSecret = Secret });
        var id = await room.CustomerAsync(card: null);
        var arrival = await hook.NextAsync();
        WebhookSignature.Verify(Encoding.UTF8.GetBytes(arrival.Body), arrival.Signature, [Secret], room.Time.GetUtcNow(), WebhookSignature.DefaultTolerance).ShouldBe(SignatureVerdict.Valid);
        arrival.Event.Text("type").ShouldBe("customer.created");
        arrival.Event.GetProperty("data").GetProperty("object").Text("id").ShouldBe(id);
        arrival.Event.Text("api_version").ShouldBe("2026-07-29.dahlia");
        arrival.Event.GetProperty("request").Text("id").ShouldStartWith("req_");
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_when_its_time_has_come_and_not_after_it_arrived()
    {
        await using var hook = await HookListener.StartAsync();
        hook.Answer = count => count < 3 ? 500 : 200;
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { WebhookUrl = hook.Url, WebhookSecret = Secret });
        await room.CustomerAsync(card: null);
        var first = await hook.NextAsync();
        var second = await NextWhileTimeMovesAsync(room, hook);
        var third = await NextWhileTimeMovesAsync(room, hook);
        third.Event.Text("id").ShouldBe(first.Event.Text("id"));
        third.Signature.ShouldNotBe(second.Signature);
        await PendingAsync(room, 0);
        room.Time.Advance(TimeSpan.FromDays(4));
        await room.GetAsync("/v1/events");
        hook.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_endpoint_gets_only_the_types_it_asked_for_and_nothing_while_disabled()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await SandboxRoom.OpenAsync();
        var endpoint = await room.PostAsync("/v1/webhook_endpoints", $"url={hook.Url}", "enabled_events[]=product.created");
        endpoint.Text("secret").ShouldStartWith("whsec_");
        await room.CustomerAsync(card: null);
        await room.PostAsync("/v1/products", "name=Team");
        (await hook.NextAsync()).Event.Text("type").ShouldBe("product.created");
        await room.PostAsync("/v1/webhook_endpoints/" + endpoint.Text("id"), "disabled=true");
        await room.PostAsync("/v1/products", "name=Other");
        (await room.GetAsync("/v1/events?limit=1")).First().Number("pending_webhooks").ShouldBe(0);
        (await room.GetAsync("/v1/webhook_endpoints/" + endpoint.Text("id"))).TryGetProperty("secret", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_not_delivered_is_delivered_after_a_restart()
    {
        using var data = new DataDirectory();
        await using var hook = await HookListener.StartAsync();
        hook.Answer = _ => 503;
        var options = new SandboxOptions { DataDirectory = data.Path, WebhookUrl = hook.Url, WebhookSecret = Secret };
        string missed;
        await using (var room = await SandboxRoom.OpenAsync(options))
        {
            await room.CustomerAsync(card: null);
            missed = (await hook.NextAsync()).Event.Text("id");
        }

        hook.Answer = _ => 200;
        await using var restarted = await SandboxRoom.OpenAsync(options);
        (await NextWhileTimeMovesAsync(restarted, hook)).Event.Text("id").ShouldBe(missed);
    }

    [Fact]
    public async Task A_journey_of_a_year_loses_no_webhook_although_events_are_kept_for_thirty_days()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { WebhookUrl = hook.Url, WebhookSecret = Secret });
        await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}");
        await room.PostAsync("/_sandbox/clock/advance", "seconds=" + (365 * 86_400));
        var paid = 0;
        for (var left = hook.Count; left > 0; left--)
            paid += (await hook.NextAsync()).Event.Text("type") == "invoice.paid" ? 1 : 0;
        paid.ShouldBe(12);
        (await room.GetAsync("/v1/events?limit=100&delivery_success=false")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public void Retries_come_soon_then_rarer_and_end_after_three_days()
    {
        long now = 0;
        var waits = new List<long>();
        for (var failed = 1; RetrySchedule.Next(failed, since: 0, now) is { } next; failed++)
        {
            waits.Add(next - now);
            now = next;
        }

        waits[..6].ShouldBe([1, 2, 5, 15, 60, 300]);
        waits.ShouldBeInOrder();
        now.ShouldBeInRange(2 * 86_400, 3 * 86_400);
    }

    /// <summary>Moves the sandbox's clock second by second until the waiting retry is due and has come.</summary>
    private static async Task<HookListener.Arrival> NextWhileTimeMovesAsync(SandboxRoom room, HookListener hook)
    {
        var next = hook.NextAsync();
        while (!next.IsCompleted)
        {
            room.Time.Advance(TimeSpan.FromSeconds(1));
            await room.GetAsync("/v1/events?limit=1");
        }

        return await next;
    }

    /// <summary>Reads the event until the worker has written down the outcome; every read is an answered request, no waiting by the clock.</summary>
    private static async Task PendingAsync(SandboxRoom room, long expected)
    {
        for (var read = 0; read < 2_000; read++)
        {
            if ((await room.GetAsync("/v1/events?limit=1")).First().Number("pending_webhooks") == expected)
                return;
        }

        Assert.Fail($"The event never had {expected} pending deliveries.");
    }
}
