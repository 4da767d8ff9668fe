using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S2: downgrade scheduled (cancel_at_period_end and metadata.pending_plan), then applied before the period ends.</summary>
public sealed class DowngradeApplied : Scenario
{
    public override string Name => "downgrade-applied";

    public override string Title => "Deferred downgrade, applied";

    public override string Shows => "A downgrade to {smaller} waits for the end of the paid month: marked, then applied inside of the look-ahead without proration, and the next month costs less.";

    protected override void Tell(Story story) => story
        .Act("The owner has {bigger}", stage => stage.BuyAsync(stage.Cast.Bigger), Expect.Status(SubscriptionStatus.Active), Expect.OnBigger)
        .Advance("A week passes", Until.Days(7), Expect.OnBigger)
        .Act("A downgrade to {smaller} is scheduled", stage => stage.ScheduleDowngradeAsync(stage.Cast.Smaller),
            Expect.CancelsAtPeriodEnd,
            Expect.PendingPlan(cast => cast.Smaller.Code),
            Expect.OnBigger,
            Expect.AccessToBigger,
            Expect.Invoices(1, "paid"),
            Expect.Audit("subscription.cancellation_scheduled"))
        .Advance("Ten minutes before the end of the month", Until.BeforePeriodEnd(TimeSpan.FromMinutes(10)), Expect.AccessToBigger)
        .Act("The downgrade is applied, as the job will do it", stage => stage.ApplyDowngradeAsync(stage.Cast.Smaller),
            Expect.GoesOn,
            Expect.PendingPlan(_ => null),
            Expect.OnSmaller,
            Expect.AccessToSmaller,
            Expect.Invoices(1, "paid"),
            Expect.Audit("subscription.cancellation_revoked"))
        .Advance("The next month is charged at the lower price", Until.Renewed,
            Expect.Event("invoice.paid"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount));
}
