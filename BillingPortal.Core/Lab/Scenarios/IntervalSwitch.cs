using BillingPortal.Core.Catalog;
using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>From months to years: the anchor moves to the day of the switch.</summary>
public sealed class IntervalSwitch : Scenario
{
    public override string Name => "interval-switch";

    public override string Title => "From monthly to yearly";

    public override string Shows => "Switching to yearly in the middle of a month credits the unused half, charges the year at once and begins it on that day.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller} by the month for two seats", stage => stage.BuyAsync(stage.Cast.Smaller, seats: 2), Expect.Interval(BillingInterval.Monthly))
        .Advance("Half of the month passes", Until.MidPeriod, Expect.Interval(BillingInterval.Monthly))
        .Act("The subscription changes to yearly", stage => stage.ChangeAsync(stage.Cast.Smaller.Yearly.Id),
            Expect.Event("invoice.paid"),
            Expect.Interval(BillingInterval.Yearly),
            Expect.OnSmaller,
            Expect.ProrationLines,
            Expect.NewestInvoice("paid", cast => (cast.Smaller.Yearly.UnitAmount * 2) - cast.Smaller.Monthly.UnitAmount), // two half months are given back
            Expect.That("the year begins on the day of the switch", sight => sight.Subscription?.CurrentPeriodEnd == sight.Now.AddYears(1) ? null : $"the period ends at {sight.Subscription?.CurrentPeriodEnd:u}"));
}
