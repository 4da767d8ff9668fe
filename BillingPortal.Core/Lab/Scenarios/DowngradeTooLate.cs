using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>The job that applies downgrades was not there in time: the subscription ran out, and the portal begins it again on the planned plan.</summary>
public sealed class DowngradeTooLate : Scenario
{
    public override string Name => "downgrade-too-late";

    public override string Title => "Deferred downgrade, too late and rescued";

    public override string Shows => "A scheduled downgrade that is not applied in time ends the subscription; the portal notices by the webhook and begins {smaller} at once, once.";

    protected override void Tell(Story story) => story
        .Act("The owner has {bigger}", stage => stage.BuyAsync(stage.Cast.Bigger), Expect.Status(SubscriptionStatus.Active))
        .Act("A downgrade to {smaller} is scheduled", stage => stage.ScheduleDowngradeAsync(stage.Cast.Smaller), Expect.CancelsAtPeriodEnd, Expect.PendingPlan(cast => cast.Smaller.Code))
        .Act("The month ends, and nobody has applied it: the portal begins {smaller}", async stage =>
            {
                await stage.AdvanceAsync(Until.PeriodEnd(stage));
                await stage.AwaitAuditAsync("subscription.rescued");
            },
            Expect.Event("customer.subscription.deleted"),
            Expect.Event("customer.subscription.created"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.OnSmaller,
            Expect.AccessToSmaller,
            Expect.PendingPlan(_ => null),
            Expect.Invoices(2, "paid"),
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount),
            Expect.AuditOnce("subscription.rescued"));
}
