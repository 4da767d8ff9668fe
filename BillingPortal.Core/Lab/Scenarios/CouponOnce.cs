using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>A discount for one invoice.</summary>
public sealed class CouponOnce : Scenario
{
    public override string Name => "coupon";

    public override string Title => "Coupon for one month";

    public override string Shows => "A coupon takes a quarter off the next invoice and nothing off the one after it.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller} for four seats", stage => stage.BuyAsync(stage.Cast.Smaller, seats: 4), Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount * 4))
        .Act("Support gives a coupon of 25 % for one invoice", stage => stage.DiscountNextInvoiceAsync(25), Expect.Status(SubscriptionStatus.Active))
        .Advance("The next month costs a quarter less", Until.Renewed, Expect.Event("invoice.paid"), Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount * 3))
        .Advance("The month after it is charged whole", Until.Renewed, Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount * 4));
}
