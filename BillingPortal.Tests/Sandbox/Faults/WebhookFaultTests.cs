using System.Text;
using BillingPortal.Core.StripeApi;
using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Sandbox.Events;

namespace BillingPortal.Tests.Sandbox.Faults;

public sealed class WebhookFaultTests
{
    private const string Secret = "whsec_of_the_fault_tests";

    [Fact]
    public async Task A_dropped_delivery_never_arrives_and_is_not_tried_again_while_the_event_can_still_be_read()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await OpenAsync(hook);
        await FaultAsync(room, "kind=drop&types[]=customer.*");
        await room.CustomerAsync(card: null);
        await room.PostAsync("/v1/products", "name=Team");
        (await hook.NextAsync()).Event.Text("type").ShouldBe("product.created");
        room.Time.Advance(TimeSpan.FromHours(1));
        (await room.EventTypesAsync()).ShouldBe(["customer.created", "product.created"]);
        hook.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_about_one_customer_leaves_the_others_alone()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await OpenAsync(hook);
        var unlucky = await room.CustomerAsync(card: null);
        (await hook.NextAsync()).Event.Text("type").ShouldBe("customer.created");
        await FaultAsync(room, "kind=drop&about=" + unlucky);
        await room.PostAsync($"/v1/customers/{unlucky}", "name=Unlucky");
        var other = await room.CustomerAsync(card: null);
        (await hook.NextAsync()).Event.GetProperty("data").GetProperty("object").Text("id").ShouldBe(other);
    }

    [Fact]
    public async Task A_duplicate_arrives_so_often_with_the_same_id()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await OpenAsync(hook);
        await FaultAsync(room, "kind=duplicate&times=3");
        await room.CustomerAsync(card: null);
        var ids = new List<string>();
        for (var arrival = 0; arrival < 3; arrival++)
            ids.Add((await hook.NextAsync()).Event.Text("id"));
        ids.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_delayed_delivery_waits_for_the_sandboxs_clock_and_comes_once()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await OpenAsync(hook);
        await FaultAsync(room, "kind=delay&seconds=600&types[]=customer.created");
        await room.CustomerAsync(card: null);
        await room.PostAsync("/v1/products", "name=Team");
        (await hook.NextAsync()).Event.Text("type").ShouldBe("product.created");
        var late = hook.NextAsync();
        while (!late.IsCompleted)
        {
            await room.Http.PostAsync("/_sandbox/clock/advance?seconds=600", null);
        }

        (await late).Event.Text("type").ShouldBe("customer.created");
    }

    [Fact]
    public async Task A_forged_delivery_does_not_verify_and_the_right_one_follows()
    {
        await using var hook = await HookListener.StartAsync();
        hook.Answer = count => count == 1 ? 400 : 200;
        await using var room = await OpenAsync(hook);
        await FaultAsync(room, "kind=wrong_signature&count=1");
        await room.CustomerAsync(card: null);
        Verdict(room, await hook.NextAsync()).ShouldNotBe(SignatureVerdict.Valid);
        var next = hook.NextAsync();
        while (!next.IsCompleted)
        {
            room.Time.Advance(TimeSpan.FromSeconds(1));
            await room.GetAsync("/v1/events?limit=1");
        }

        Verdict(room, await next).ShouldBe(SignatureVerdict.Valid);
    }

    [Fact]
    public async Task Reordered_deliveries_all_arrive()
    {
        await using var hook = await HookListener.StartAsync();
        await using var room = await OpenAsync(hook);
        await FaultAsync(room, "kind=reorder&milliseconds=40");
        for (var made = 0; made < 8; made++)
            await room.PostAsync("/v1/products", "name=Team");
        var arrived = new List<string>();
        for (var arrival = 0; arrival < 8; arrival++)
            arrived.Add((await hook.NextAsync()).Event.Text("id"));
        arrived.Order().ShouldBe((await room.GetAsync("/v1/events")).Ids().Order());
    }

    private static Task<SandboxRoom> OpenAsync(HookListener hook) =>
        SandboxRoom.OpenAsync(new SandboxOptions { WebhookUrl = hook.Url, WebhookSecret = Secret });

    private static SignatureVerdict Verdict(SandboxRoom room, HookListener.Arrival arrival) =>
        WebhookSignature.Verify(Encoding.UTF8.GetBytes(arrival.Body), arrival.Signature, [Secret], room.Time.GetUtcNow(), WebhookSignature.DefaultTolerance);

    private static async Task FaultAsync(SandboxRoom room, string form)
    {
        using var answer = await room.Http.PostAsync("/_sandbox/faults", new StringContent(form));
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }
}
