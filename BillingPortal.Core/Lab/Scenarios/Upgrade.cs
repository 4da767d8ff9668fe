using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S2: immediate invoice, prorated.</summary>
public sealed class Upgrade : Scenario
{
    public override string Name => "upgrade";

    public override string Title => "Upgrade";

    public override string Shows => "From {smaller} to {bigger} in the middle of a month: the difference is invoiced and paid at once, access follows.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller} for two seats", stage => stage.BuyAsync(stage.Cast.Smaller, seats: 2), Expect.Status(SubscriptionStatus.Active), Expect.OnSmaller)
        .Advance("Half of the month passes", Until.MidPeriod, Expect.OnSmaller)
        .Act("The subscription changes to {bigger}", stage => stage.ChangeAsync(stage.Cast.Bigger.Monthly.Id),
            Expect.Event("customer.subscription.updated"),
            Expect.Event("invoice.paid"),
            Expect.OnBigger,
            Expect.AccessToBigger,
            Expect.Seats(2),
            Expect.ProrationLines,
            Expect.NewestInvoice("paid", cast => cast.Bigger.Monthly.UnitAmount - cast.Smaller.Monthly.UnitAmount), // half of the difference, for two seats
            Expect.Audit("subscription.price_changed"))
        .Advance("The next month costs what {bigger} costs", Until.Renewed,
            Expect.Event("invoice.paid"),
            Expect.NewestInvoice("paid", cast => cast.Bigger.Monthly.UnitAmount * 2));
}
