using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>The job that applies downgrades was down past the period's end. Today's truth: there is no rescue yet, so the customer falls to the free plan.</summary>
public sealed class DowngradeTooLate : Scenario
{
    public override string Name => "downgrade-too-late";

    public override string Title => "Deferred downgrade, nobody applied it";

    public override string Shows => "A scheduled downgrade that is not applied in time ends the subscription: {free} instead of {smaller}. The mark stays at Stripe, by which a rescue can find it.";

    protected override void Tell(Story story) => story
        .Act("The owner has {bigger}", stage => stage.BuyAsync(stage.Cast.Bigger), Expect.Status(SubscriptionStatus.Active))
        .Act("A downgrade to {smaller} is scheduled", stage => stage.ScheduleDowngradeAsync(stage.Cast.Smaller), Expect.CancelsAtPeriodEnd, Expect.PendingPlan(cast => cast.Smaller.Code))
        .Advance("The month ends, and nobody has applied it", Until.PeriodEnd,
            Expect.Event("customer.subscription.deleted"),
            Expect.Status(SubscriptionStatus.Canceled),
            Expect.AccessToFree,
            Expect.PendingPlan(cast => cast.Smaller.Code),
            Expect.Invoices(1, "paid"),
            Expect.Audit("subscription.ended"));
}
