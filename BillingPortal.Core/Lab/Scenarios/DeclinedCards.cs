using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S0's card table at Checkout: every card that is refused, then one that works, on the same session.</summary>
public sealed class DeclinedCards : Scenario
{
    public override string Name => "declined-cards";

    public override string Title => "Cards that are refused at Checkout";

    public override string Shows => "Each refusal of the card table leaves the portal without a subscription and the checkout open; the next card on the same session works.";

    protected override void Tell(Story story) => story
        .Act("4000 0000 0000 0002: declined", Try("pm_card_chargeDeclined"), Expect.Refused("generic_decline"), Expect.NoSubscription, Expect.AccessToFree)
        .Act("4000 0000 0000 9995: insufficient funds", Try("pm_card_chargeDeclinedInsufficientFunds"), Expect.Refused("insufficient_funds"), Expect.NoSubscription)
        .Act("4000 0000 0000 0069: expired", Try("pm_card_chargeDeclinedExpiredCard"), Expect.Refused("expired_card"), Expect.NoSubscription)
        .Act("4000 0000 0000 0127: wrong CVC", Try("pm_card_chargeDeclinedIncorrectCvc"), Expect.Refused("incorrect_cvc"), Expect.NoSubscription)
        .Act("4000 0025 0000 3155: the bank asks for its holder, who does not answer", Try("pm_card_authenticationRequiredOnSetup"), Expect.Refused("authentication_required"), Expect.NoSubscription)
        .Act("4242 4242 4242 4242: works", Try(TestCards.Works),
            Expect.NotRefused,
            Expect.Status(SubscriptionStatus.Active),
            Expect.AccessToSmaller,
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount),
            Expect.AuditOnce("checkout.started"));

    /// <summary>The portal finds the same session again, because the wish is the same.</summary>
    private static Func<Stage, Task> Try(string card) => stage => stage.BuyAsync(stage.Cast.Smaller, card: card);
}
