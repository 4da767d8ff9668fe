using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>Money back, in parts and whole. The subscription is another matter and goes on.</summary>
public sealed class Refunds : Scenario
{
    public override string Name => "refund";

    public override string Title => "Refund, in part and whole";

    public override string Shows => "A part of a payment is given back, then the rest: the portal knows both sums, and the subscription goes on.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.Status(SubscriptionStatus.Active))
        .Act("Support gives a quarter back", stage => stage.RefundAsync(Quarter(stage.Cast)),
            Expect.Event("charge.refunded"),
            Expect.RefundIs("succeeded"),
            Expect.Refunded(Quarter),
            Expect.Status(SubscriptionStatus.Active),
            Expect.Audit("charge.refunded"))
        .Act("Support gives the rest back", stage => stage.RefundAsync(),
            Expect.Refunded(cast => cast.Smaller.Monthly.UnitAmount),
            Expect.AccessToSmaller,
            Expect.Invoices(1, "paid"));

    private static Money Quarter(Cast cast) => cast.Smaller.Monthly.UnitAmount with { AmountMinor = cast.Smaller.Monthly.UnitAmount.AmountMinor / 4 };
}
