using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>A trial that asked for no card and shall end without one.</summary>
public sealed class TrialWithoutCardCancels : Scenario
{
    public override string Name => "trial-without-card-cancels";

    public override string Title => "Trial without a card, cancelled";

    public override string Shows => "A trial without a card that is set to cancel ends by itself, charges nothing and leaves {free}.";

    protected override void Tell(Story story) => story
        .Act("Support starts a trial of {smaller} at Stripe that asks for no card and cancels at its end", stage => stage.StartTrialWithoutCardAsync(stage.Cast.Smaller, "cancel"),
            Expect.Status(SubscriptionStatus.Trialing),
            Expect.AccessToSmaller,
            Expect.Mail("trial_started"))
        .Advance("The trial ends", Until.Renewed,
            Expect.Event("customer.subscription.deleted"),
            Expect.NoEvent("invoice.payment_failed"),
            Expect.Status(SubscriptionStatus.Canceled),
            Expect.AccessToFree,
            Expect.Audit("subscription.ended"));
}

/// <summary>A trial that asked for no card and waits for one.</summary>
public sealed class TrialWithoutCardPauses : Scenario
{
    public override string Name => "trial-without-card-pauses";

    public override string Title => "Trial without a card, paused";

    public override string Shows => "A trial without a card that is set to pause takes access away, and a card brings it back.";

    protected override void Tell(Story story) => story
        .Act("Support starts a trial of {smaller} at Stripe that asks for no card and pauses at its end", stage => stage.StartTrialWithoutCardAsync(stage.Cast.Smaller, "pause"),
            Expect.Status(SubscriptionStatus.Trialing),
            Expect.AccessToSmaller)
        .Advance("The trial ends", Until.Renewed,
            Expect.Event("customer.subscription.paused"),
            Expect.Status(SubscriptionStatus.Paused),
            Expect.AccessToFree)
        .Act("The owner saves a card, and the subscription is resumed", async stage =>
            {
                await stage.UseCardAsync(TestCards.Works);
                await stage.ResumeAsync();
            },
            Expect.Event("customer.subscription.resumed"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.AccessToSmaller,
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount));
}
