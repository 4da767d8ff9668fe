using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S2: 3-D Secure card → requires_action, completed on the bank's page.</summary>
public sealed class ScaAtRenewal : Scenario
{
    public override string Name => "sca-at-renewal";

    public override string Title => "Authentication at renewal";

    public override string Shows => "The bank wants the cardholder at a renewal: the portal asks for it, a failed attempt changes nothing, and the bank's yes pays the invoice.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller}", stage => stage.BuyAsync(stage.Cast.Smaller), Expect.Status(SubscriptionStatus.Active))
        .Act("The card is replaced by one that asks its holder each time", stage => stage.UseCardAsync(TestCards.AsksEachTime), Expect.Status(SubscriptionStatus.Active))
        .Advance("The renewal waits for the cardholder", Until.Renewed,
            Expect.Event("invoice.payment_action_required"),
            Expect.Status(SubscriptionStatus.PastDue),
            Expect.PaymentIs(PaymentState.RequiresAction),
            Expect.AccessToSmaller,
            Expect.NewestInvoice("open", cast => cast.Smaller.Monthly.UnitAmount))
        .Act("The owner fails to authenticate", stage => stage.AuthenticateAsync(approve: false),
            Expect.Status(SubscriptionStatus.PastDue),
            Expect.AccessToSmaller,
            Expect.NewestInvoice("open"))
        .Act("The owner pays again with the same card", stage => stage.PayOpenInvoiceAsync(),
            Expect.Refused("invoice_payment_intent_requires_action"),
            Expect.PaymentIs(PaymentState.RequiresAction))
        .Act("The owner authenticates", stage => stage.AuthenticateAsync(approve: true),
            Expect.Event("invoice.paid"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.PaymentIs(PaymentState.Ok),
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount),
            Expect.Audit("subscription.recovered"));
}
