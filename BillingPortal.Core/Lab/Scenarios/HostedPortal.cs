using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S2: use Stripe's portal to downgrade; the portal follows.</summary>
public sealed class PortalDowngrade : Scenario
{
    public override string Name => "portal-downgrade";

    public override string Title => "Downgrade in Stripe's portal";

    public override string Shows => "The customer switches from {bigger} to {smaller} on Stripe's hosted portal: the portal shows it, and the next month costs less.";

    protected override void Tell(Story story) => story
        .Act("The owner has {bigger}", stage => stage.BuyAsync(stage.Cast.Bigger), Expect.OnBigger)
        .Act("The owner opens Stripe's portal and switches to {smaller}", stage => stage.SwitchPlanInPortalAsync(stage.Cast.Smaller),
            Expect.Event("customer.subscription.updated"),
            Expect.OnSmaller,
            Expect.AccessToSmaller,
            Expect.Status(SubscriptionStatus.Active),
            Expect.Audit("subscription.price_changed"))
        .Advance("The next month is charged at the lower price", Until.Renewed,
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount));
}

/// <summary>S2: cancel in Stripe's portal; the plan follows appropriately.</summary>
public sealed class PortalCancel : Scenario
{
    public override string Name => "portal-cancel";

    public override string Title => "Cancel in Stripe's portal";

    public override string Shows => "The customer cancels on Stripe's hosted portal: access stays until the paid month is over, then {free} is left.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.OnSmaller)
        .Act("The owner opens Stripe's portal and cancels", stage => stage.CancelInPortalAsync(),
            Expect.Event("customer.subscription.updated"),
            Expect.CancelsAtPeriodEnd,
            Expect.AccessToSmaller,
            Expect.Audit("subscription.cancellation_scheduled"))
        .Advance("The month ends", Until.PeriodEnd,
            Expect.Event("customer.subscription.deleted"),
            Expect.Status(SubscriptionStatus.Canceled),
            Expect.AccessToFree);
}
