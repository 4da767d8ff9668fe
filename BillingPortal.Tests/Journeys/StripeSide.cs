using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Journeys;

/// <summary>What happens at Stripe in a journey: the customer pays, and Stripe delivers its events, signed, in the order that a test wants.</summary>
internal static class StripeSide
{
    /// <summary>The card works; with a trial nothing is charged yet.</summary>
    public static Task<Wire.CheckoutSession> PayAsync(BillingWorld world, CheckoutSessionId session, string card = "pm_card_visa") =>
        world.Get<StripeClient>().PostAsync<Wire.CheckoutSession>(
            $"/v1/payment_pages/{session}/confirm", new { PaymentMethod = card }, new IdempotencyKey($"pay_{session}_{card}"), CancellationToken.None);

    /// <summary>As support would in Stripe's Dashboard: the same customer, the same price, a second later.</summary>
    public static async Task SubscribeByHandAsync(Shop shop, SubscriptionId like)
    {
        shop.World.Time.Advance(TimeSpan.FromSeconds(1));
        var stripe = shop.World.Get<StripeClient>();
        var known = await stripe.GetAsync<Wire.Subscription>($"/v1/subscriptions/{like}", null, CancellationToken.None);
        var parameters = new { Customer = known.Customer.Id, Items = new[] { new { Price = known.Items.Data[0].Price.Id, Quantity = 1 } }, TrialPeriodDays = 7 };
        await stripe.PostAsync<Wire.Subscription>("/v1/subscriptions", parameters, new IdempotencyKey("by_hand"), CancellationToken.None);
    }

    /// <summary>All events so far as Stripe would send them, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> EventsAsync(BillingWorld world)
    {
        using var http = new HttpClient { BaseAddress = world.Sandbox!.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_journeys");
        using var page = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/events?limit=100", UriKind.Relative)));
        page.RootElement.GetProperty("has_more").GetBoolean().ShouldBeFalse();
        return [.. page.RootElement.GetProperty("data").EnumerateArray().Select(data => data.GetRawText()).Reverse()];
    }

    public static async Task<WebhookReceipt> SendAsync(BillingWorld world, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return await world.Get<WebhookReceiver>().ReceiveAsync(body, WebhookSignature.Sign(body, BillingWorld.WebhookSecret, world.Clock.GetUtcNow()), CancellationToken.None);
    }

    /// <summary>Delivers events and works until nothing is due.</summary>
    public static async Task DeliverAsync(BillingWorld world, IEnumerable<string> events)
    {
        foreach (var json in events)
            (await SendAsync(world, json)).ShouldBeOneOf(WebhookReceipt.Queued, WebhookReceipt.Duplicate, WebhookReceipt.Ignored);
        await ProcessAsync(world);
    }

    public static async Task DeliverAllAsync(BillingWorld world) => await DeliverAsync(world, await EventsAsync(world));

    public static async Task ProcessAsync(BillingWorld world)
    {
        for (var round = 0; round < 20; round++)
        {
            if (await world.Get<InboxProcessor>().ProcessDueAsync(CancellationToken.None) == 0)
                break;
        }

        var counts = await world.Get<InboxQueries>().CountAsync(CancellationToken.None);
        (counts.Pending, counts.Parked).ShouldBe((0, 0));
    }
}
