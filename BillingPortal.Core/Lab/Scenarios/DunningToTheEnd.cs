using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>Nobody mends the card, and Stripe gives up.</summary>
public sealed class DunningToTheEnd : Scenario
{
    public override string Name => "dunning-to-cancellation";

    public override string Title => "Dunning to the end";

    public override string Shows => "Every attempt at a renewal fails: access stays while Stripe tries, and ends with the subscription.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.Status(SubscriptionStatus.Active))
        .Act("The card is replaced by one whose charges the bank declines", stage => stage.UseCardAsync(TestCards.SavesThenDeclines), Expect.Status(SubscriptionStatus.Active))
        .Advance("The renewal is declined", Until.Renewed,
            Expect.Status(SubscriptionStatus.PastDue),
            Expect.AccessToSmaller,
            Expect.AttemptPlanned)
        .Act("Stripe tries until it gives up", stage => stage.AdvanceUntilGivenUpAsync(),
            Expect.Event("invoice.payment_failed"),
            Expect.Event("customer.subscription.deleted"),
            Expect.Status(SubscriptionStatus.Canceled),
            Expect.AccessToFree,
            Expect.NoAttemptPlanned,
            Expect.Audit("subscription.ended"));
}

/// <summary>The account's setting leaves the subscription unpaid, so that the customer can still come back.</summary>
public sealed class DunningToUnpaid : Scenario
{
    public override string Name => "dunning-to-unpaid";

    public override string Title => "Dunning to unpaid";

    public override string Shows => "With the setting that leaves subscriptions unpaid, access ends with the last attempt, and paying the invoice brings it back.";

    protected override void Tell(Story story) => story
        .Act("Stripe is set to leave subscriptions unpaid after the last attempt", stage => stage.AfterLastRetryAsync("mark_unpaid"), Expect.NoSubscription)
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.Status(SubscriptionStatus.Active))
        .Act("The card is replaced by one whose charges the bank declines", stage => stage.UseCardAsync(TestCards.SavesThenDeclines), Expect.Status(SubscriptionStatus.Active))
        .Advance("The renewal is declined", Until.Renewed, Expect.Status(SubscriptionStatus.PastDue), Expect.AccessToSmaller)
        .Act("Stripe tries until it gives up", stage => stage.AdvanceUntilGivenUpAsync(),
            Expect.Status(SubscriptionStatus.Unpaid),
            Expect.PaymentIs(PaymentState.PastDue),
            Expect.AccessToFree,
            Expect.NoAttemptPlanned)
        .Act("The owner saves a working card and pays", async stage =>
            {
                await stage.UseCardAsync(TestCards.Works);
                await stage.PayOpenInvoiceAsync();
            },
            Expect.NotRefused,
            Expect.Status(SubscriptionStatus.Active),
            Expect.AccessToSmaller,
            Expect.Audit("subscription.recovered"));
}
