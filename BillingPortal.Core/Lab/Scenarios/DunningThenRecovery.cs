using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S2: failing card → past due → new card resolves it.</summary>
public sealed class DunningThenRecovery : Scenario
{
    public override string Name => "dunning-then-recovery";

    public override string Title => "Past due and recovery";

    public override string Shows => "A renewal that the bank declines leaves the subscription past due with access; a working card and a payment bring it back.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.Status(SubscriptionStatus.Active))
        .Act("The card is replaced by one whose charges the bank declines", stage => stage.UseCardAsync(TestCards.SavesThenDeclines), Expect.Status(SubscriptionStatus.Active))
        .Advance("The renewal is declined", Until.Renewed,
            Expect.Event("invoice.payment_failed"),
            Expect.Status(SubscriptionStatus.PastDue),
            Expect.PaymentIs(PaymentState.PastDue),
            Expect.AccessToSmaller,
            Expect.NewestInvoice("open", cast => cast.Smaller.Monthly.UnitAmount),
            Expect.Attempts(1),
            Expect.AttemptPlanned,
            Expect.ChargeFailed("card_declined"),
            Expect.Audit("subscription.past_due"))
        .Advance("Stripe tries again and is declined again", Until.NextAttempt,
            Expect.Event("invoice.payment_failed"),
            Expect.Status(SubscriptionStatus.PastDue),
            Expect.Attempts(2),
            Expect.AttemptPlanned,
            Expect.AccessToSmaller)
        .Act("The owner saves a working card and pays", async stage =>
            {
                await stage.UseCardAsync(TestCards.Works);
                await stage.PayOpenInvoiceAsync();
            },
            Expect.NotRefused,
            Expect.Event("invoice.paid"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.PaymentIs(PaymentState.Ok),
            Expect.NoAttemptPlanned,
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount),
            Expect.Audit("subscription.recovered"));
}
