using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>Stripe's API is down while the portal works on an event.</summary>
public sealed class StripeOutage : Scenario
{
    public override string Name => "stripe-outage";

    public override string Title => "Stripe is down";

    public override string Shows => "The portal cannot read what an event is about: the event waits, the last known state stays, and a retry by hand brings the change once Stripe is back.";

    protected override void Tell(Story story) => Trouble.Tell(story, "error", "Stripe answers 503");
}

/// <summary>Stripe limits the rate while the portal works on an event.</summary>
public sealed class StripeRateLimit : Scenario
{
    public override string Name => "stripe-rate-limit";

    public override string Title => "Stripe limits the rate";

    public override string Shows => "Stripe answers 429: the portal does not hammer, the event waits, and a retry by hand brings the change.";

    protected override void Tell(Story story) => Trouble.Tell(story, "rate_limit", "Stripe answers 429");
}

internal static class Trouble
{
    public static void Tell(Story story, string kind, string words) => story
        .Act("The owner has {smaller} for two seats", stage => stage.BuyAsync(stage.Cast.Smaller, seats: 2), Expect.Status(SubscriptionStatus.Active), Expect.Seats(2))
        .Act($"Seats change at Stripe, and {words} whenever the portal wants to read the subscription", async stage =>
            {
                await stage.DisturbReadingAsync(kind);
                await stage.ChangeAsync(seats: 5);
            },
            Expect.Event("customer.subscription.updated", "waiting"),
            Expect.Event("invoice.paid"),
            Expect.FaultStruck(),
            Expect.Seats(2),
            Expect.AccessToSmaller)
        .Act("Stripe answers again, and support presses Retry now", async stage =>
            {
                await stage.MendAsync();
                await stage.RetryWaitingEventsAsync();
            },
            Expect.Event("customer.subscription.updated"),
            Expect.Seats(5),
            Expect.Status(SubscriptionStatus.Active));
}
