using BillingPortal.Components.Parts;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Overview;

/// <summary>What a subscription's state is called, and what happens next, in sentences for its owner.</summary>
public static class SubscriptionWords
{
    public static (string Text, Tone Tone) Status(SubscriptionView subscription) => subscription switch
    {
        { PaymentState: PaymentState.RequiresAction } => ("Confirmation needed", Tone.Warning),
        { PendingChange: not null, Status: SubscriptionStatus.Active } => ("Change planned", Tone.Info),
        { CancelAtPeriodEnd: true, Status: SubscriptionStatus.Active or SubscriptionStatus.Trialing } => ("Ends soon", Tone.Warning),
        _ => Status(subscription.Status),
    };

    public static (string Text, Tone Tone) Status(SubscriptionStatus status) => status switch
    {
        SubscriptionStatus.Trialing => ("Trialing", Tone.Info),
        SubscriptionStatus.Active => ("Active", Tone.Good),
        SubscriptionStatus.PastDue => ("Past due", Tone.Bad),
        SubscriptionStatus.Unpaid => ("Unpaid", Tone.Bad),
        SubscriptionStatus.Paused => ("Paused", Tone.Warning),
        SubscriptionStatus.Incomplete => ("Payment not finished", Tone.Warning),
        SubscriptionStatus.IncompleteExpired => ("Never started", Tone.Neutral),
        SubscriptionStatus.Canceled => ("Ended", Tone.Neutral),
        _ => (status.ToString(), Tone.Neutral),
    };

    /// <summary>What happens next and when.</summary>
    public static string Next(SubscriptionView subscription)
    {
        var total = Words.Money(subscription.UnitAmount * subscription.Quantity);
        return subscription switch
        {
            { Status: SubscriptionStatus.Trialing, TrialEnd: { } end, CancelAtPeriodEnd: true } => $"Your trial ends on {Words.Day(end)}, and the plan with it. Nothing will be charged.",
            { Status: SubscriptionStatus.Trialing, TrialEnd: { } end } => $"Your trial ends on {Words.Day(end)}. The first payment of {total} is due then.",
            { PendingChange: { } planned, Status: SubscriptionStatus.Active } =>
                $"On {Words.Day(subscription.CurrentPeriodEnd)} you change to {subscription.PendingPlanName}, paid {planned.Interval.ToString().ToLowerInvariant()}, for {(planned.Quantity == 1 ? "1 seat" : $"{planned.Quantity} seats")}. Until then everything stays as it is.",
            { CancelAtPeriodEnd: true } => $"The plan ends on {Words.Day(subscription.CancelAt ?? subscription.CurrentPeriodEnd)}. Until then everything stays as it is.",
            { Status: SubscriptionStatus.Active } => $"Renews on {Words.Day(subscription.CurrentPeriodEnd)} for {total}.",
            { Status: SubscriptionStatus.PastDue, NextPaymentAttempt: { } again } => $"The last payment did not go through. The next attempt is on {Words.Day(again)}.",
            { Status: SubscriptionStatus.PastDue } => "The last payment did not go through.",
            { Status: SubscriptionStatus.Unpaid } => "Payment was tried several times without success. The plan is on hold until the open invoice is paid.",
            { Status: SubscriptionStatus.Paused } => "The trial ended without a payment method. The plan waits for one.",
            { Status: SubscriptionStatus.Incomplete } => "The first payment was not finished. Finish it within a day, or start again.",
            { EndedAt: { } ended } => $"{subscription.PlanName} ended on {Words.Day(ended)}.",
            _ => $"{subscription.PlanName} has ended.",
        };
    }

    /// <summary>When the next invoice is due and for how much; null when none will come by itself.</summary>
    public static (Money Amount, DateTimeOffset At)? NextPayment(SubscriptionView subscription) => subscription switch
    {
        { PendingChange: { } planned, PendingUnitAmount: { } unit, Status: SubscriptionStatus.Active } => (unit * planned.Quantity, subscription.CurrentPeriodEnd),
        { CancelAtPeriodEnd: true } => null,
        { Status: SubscriptionStatus.Trialing, TrialEnd: { } end } => (subscription.UnitAmount * subscription.Quantity, end),
        { Status: SubscriptionStatus.Active or SubscriptionStatus.PastDue } => (subscription.UnitAmount * subscription.Quantity, subscription.CurrentPeriodEnd),
        _ => null,
    };

    public static (string Text, Tone Tone) Invoice(string status) => status switch
    {
        "paid" => ("Paid", Tone.Good),
        "open" => ("Open", Tone.Warning),
        "draft" => ("Draft", Tone.Neutral),
        "void" => ("Void", Tone.Neutral),
        "uncollectible" => ("Uncollectible", Tone.Bad),
        _ => (status, Tone.Neutral),
    };
}
