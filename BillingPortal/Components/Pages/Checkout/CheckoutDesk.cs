using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>Joins catalog, subscription and trial rule into one offer, and hands the agreed offer to Stripe Checkout.</summary>
public sealed class CheckoutDesk(CatalogQueries catalog, SubscriptionQueries subscriptions, CheckoutService checkout, PortalUrls urls, TimeProvider time)
{
    /// <summary>Null when the plan is unknown or has no such price now.</summary>
    public async Task<CheckoutOffer?> OfferAsync(OrganizationId organization, BuyIntent intent, long seats, CancellationToken cancellation)
    {
        var snapshot = await catalog.CurrentAsync(cancellation);
        var currency = Currency.TryParse(intent.Currency, out var asked) ? asked : snapshot.DefaultCurrency;
        if (!intent.WantsToBuy || snapshot.Find(PlanCode.From(intent.Plan!)) is not { Kind: PlanKind.SelfService } plan
            || plan.PriceFor(Words.IntervalOf(intent.Interval), currency) is not { } price)
            return null;
        var denied = intent.Trial ? await DeniedAsync(organization, plan, cancellation) : null;
        var starts = intent.Trial && denied is null;
        return new CheckoutOffer(
            plan,
            price,
            plan.PerSeat ? Math.Clamp(seats, 1, CheckoutOffer.MostSeats) : 1,
            snapshot.TrialDays,
            denied,
            starts ? time.GetUtcNow().AddDays(snapshot.TrialDays) : null);
    }

    public async Task<bool> IsSubscribedAsync(OrganizationId organization, CancellationToken cancellation) =>
        Plans.Shopper.With(hasOrganization: true, await subscriptions.CurrentAsync(organization, cancellation)).HasLiveSubscription;

    /// <summary>The customer agreed to exactly this offer.</summary>
    public Task<Outcome<CheckoutStarted>> StartAsync(Membership membership, CurrentUser user, BuyIntent intent, CheckoutOffer offer, bool agreedToPayNow, CancellationToken cancellation) =>
        checkout.StartAsync(
            new CheckoutRequest(
                membership.OrganizationId,
                offer.Plan.Code,
                offer.Price.Interval,
                offer.Seats,
                offer.Price.UnitAmount.Currency,
                intent.Trial,
                agreedToPayNow,
                SuccessUrl: null,
                urls.Absolute(PortalUrls.TrialCheckout(intent)).AbsoluteUri,
                user.Actor,
                user.Email),
            cancellation);

    private async Task<string?> DeniedAsync(OrganizationId organization, Plan plan, CancellationToken cancellation)
    {
        if (!plan.HasTrial)
            return $"{plan.Name} has no free trial.";
        var eligibility = await checkout.TrialEligibilityAsync(organization, cancellation);
        return eligibility.Eligible ? null : eligibility.Reason ?? "Your organization had its free trial already.";
    }
}
