using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S2: Checkout → active, invoice paid, plan set.</summary>
public sealed class NewSubscription : Scenario
{
    public override string Name => "new-subscription";

    public override string Title => "New subscription";

    public override string Shows => "Checkout of {bigger} by the month: active, invoice paid, access at once; the next period is paid by itself.";

    protected override void Tell(Story story) => story
        .Act("The owner buys {bigger} for two seats and pays with a card that works", stage => stage.BuyAsync(stage.Cast.Bigger, seats: 2),
            Expect.Event("checkout.session.completed"),
            Expect.Event("invoice.paid"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.OnBigger,
            Expect.AccessToBigger,
            Expect.Seats(2),
            Expect.PaymentIs(PaymentState.Ok),
            Expect.NewestInvoice("paid", cast => cast.Bigger.Monthly.UnitAmount * 2),
            Expect.Audit("subscription.created"))
        .Advance("A month later the next period is invoiced and paid", Until.Renewed,
            Expect.Event("invoice.paid"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.Invoices(2, "paid"),
            Expect.NewestInvoice("paid", cast => cast.Bigger.Monthly.UnitAmount * 2));
}
