using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Overview;

/// <summary>The one message the overview leads with. Several may be true; the first in this table is the one that matters most.</summary>
public sealed record OverviewMessage(Tone Tone, string Title, string Text, string? ActionText = null, string? ActionUrl = null)
{
    private static readonly TimeSpan TrialEndsSoon = TimeSpan.FromDays(3);

    public static OverviewMessage? For(OverviewModel model, DateTimeOffset now)
    {
        var pay = model.OpenInvoice?.HostedUrl?.AbsoluteUri;
        return model.Subscription switch
        {
            { PaymentState: PaymentState.RequiresAction } => new(Tone.Bad, "Your bank wants you to confirm a payment", "The plan goes on once you have confirmed it.", pay is null ? null : "Confirm payment", pay),
            { Status: SubscriptionStatus.Unpaid } subscription => new(Tone.Bad, "Your plan is on hold", SubscriptionWords.Next(subscription), pay is null ? null : "Pay the invoice", pay),
            { Status: SubscriptionStatus.PastDue } subscription => new(Tone.Bad, "A payment failed", SubscriptionWords.Next(subscription), pay is null ? null : "Pay the invoice", pay),
            { Status: SubscriptionStatus.Incomplete } subscription => new(Tone.Warning, "Your first payment is not finished", SubscriptionWords.Next(subscription), "Start again", PortalUrls.Pricing),
            { Status: SubscriptionStatus.Paused } subscription => new(Tone.Warning, "Your plan is paused", SubscriptionWords.Next(subscription)),
            _ when model.Entitlements.Stale => new(Tone.Info, "This may not be the latest", "Stripe has not been read for a while. Your access is not affected."),
            { PendingChange: not null, Status: SubscriptionStatus.Active } subscription => new(Tone.Info, $"{subscription.PlanName} changes to {subscription.PendingPlanName}", SubscriptionWords.Next(subscription)),
            { CancelAtPeriodEnd: true, Status: SubscriptionStatus.Active or SubscriptionStatus.Trialing } subscription => new(Tone.Warning, $"{subscription.PlanName} will end", SubscriptionWords.Next(subscription)),
            { Status: SubscriptionStatus.Trialing, TrialEnd: { } end } subscription when end - now <= TrialEndsSoon => new(Tone.Info, "Your trial ends soon", SubscriptionWords.Next(subscription)),
            { Status: SubscriptionStatus.Canceled } subscription => new(Tone.Info, $"You are back on {model.PlanName}", SubscriptionWords.Next(subscription), "See the plans", PortalUrls.Pricing),
            _ => null,
        };
    }
}
