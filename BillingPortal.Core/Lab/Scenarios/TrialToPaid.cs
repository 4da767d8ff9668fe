using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>S0: the free trial, from the click to the first paid month.</summary>
public sealed class TrialToPaid : Scenario
{
    public override string Name => "trial-to-paid";

    public override string Title => "Trial to paid";

    public override string Shows => "The free trial of {smaller} gives full access, announces its end, and becomes a paid subscription by itself.";

    protected override void Tell(Story story) => story
        .Act("The owner starts the free trial of {smaller} for three seats and gives a card that works", stage => stage.BuyAsync(stage.Cast.Smaller, seats: 3, trial: true),
            Expect.Event("customer.subscription.created"),
            Expect.Status(SubscriptionStatus.Trialing),
            Expect.AccessToSmaller,
            Expect.Seats(3),
            Expect.Mail("trial_started"),
            Expect.AuditOnce("trial.granted"))
        .Advance("Three days before its end Stripe announces it", Until.BeforePeriodEnd(TimeSpan.FromDays(3) - TimeSpan.FromHours(1)),
            Expect.Event("customer.subscription.trial_will_end"),
            Expect.Status(SubscriptionStatus.Trialing),
            Expect.Mail("trial_started"))
        .Advance("The trial ends, and an hour later its first invoice is charged", Until.Renewed,
            Expect.Event("invoice.paid"),
            Expect.Status(SubscriptionStatus.Active),
            Expect.AccessToSmaller,
            Expect.PaymentIs(PaymentState.Ok),
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount * 3),
            Expect.Audit("subscription.activated"));
}
