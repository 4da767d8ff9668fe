using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>Usage beside the plan, billed when the month is over.</summary>
public sealed class MeteredUsage : Scenario
{
    public override string Name => "metered-usage";

    public override string Title => "Metered usage";

    public override string Shows => "Usage that is reported during the month is on the next invoice beside the plan's price, and the plan stays what it is.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.OnSmaller)
        .Act("Usage at 5 minor units each is added to the subscription", stage => stage.AddMeterAsync(unitAmount: 5), Expect.OnSmaller, Expect.Seats(1))
        .Act("40 units are used", stage => stage.UseAsync(40), Expect.OnSmaller)
        .Advance("Ten days pass", Until.Days(10), Expect.OnSmaller)
        .Act("60 more are used", stage => stage.UseAsync(60), Expect.OnSmaller)
        .Advance("The month is over and invoiced", Until.Renewed,
            Expect.Event("invoice.paid"),
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount with { AmountMinor = cast.Smaller.Monthly.UnitAmount.AmountMinor + 500 }),
            Expect.OnSmaller,
            Expect.Status(SubscriptionStatus.Active));
}
