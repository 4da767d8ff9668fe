using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>Cancelling to the end of the period, thinking better of it, and doing it after all.</summary>
public sealed class Cancellation : Scenario
{
    public override string Name => "cancel-at-period-end";

    public override string Title => "Cancel to the end of the period";

    public override string Shows => "A cancellation to the end of the period keeps access until then, can be taken back, and leads to {free} without a further charge.";

    protected override void Tell(Story story) => story
        .Act("The owner has {bigger}", stage => stage.BuyAsync(stage.Cast.Bigger), Expect.Status(SubscriptionStatus.Active))
        .Act("It is cancelled to the end of the month", stage => stage.CancelAtPeriodEndAsync(),
            Expect.CancelsAtPeriodEnd, Expect.Status(SubscriptionStatus.Active), Expect.AccessToBigger, Expect.Audit("subscription.cancellation_scheduled"))
        .Act("The owner thinks better of it", stage => stage.CancelAtPeriodEndAsync(cancel: false),
            Expect.GoesOn, Expect.Status(SubscriptionStatus.Active), Expect.Audit("subscription.cancellation_revoked"))
        .Act("It is cancelled again", stage => stage.CancelAtPeriodEndAsync(), Expect.CancelsAtPeriodEnd)
        .Advance("The month ends", Until.PeriodEnd,
            Expect.Event("customer.subscription.deleted"),
            Expect.Status(SubscriptionStatus.Canceled),
            Expect.AccessToFree,
            Expect.Invoices(1, "paid"),
            Expect.Audit("subscription.ended"));
}

/// <summary>Cancelled on the spot, as support does it at Stripe.</summary>
public sealed class CancellationNow : Scenario
{
    public override string Name => "cancel-now";

    public override string Title => "Cancel at once";

    public override string Shows => "A subscription that is cancelled at once takes access away at once, and what was paid stays paid.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.AccessToSmaller)
        .Act("Support cancels it at Stripe", stage => stage.CancelNowAsync(),
            Expect.Event("customer.subscription.deleted"),
            Expect.Status(SubscriptionStatus.Canceled),
            Expect.AccessToFree,
            Expect.Invoices(1, "paid"));
}
