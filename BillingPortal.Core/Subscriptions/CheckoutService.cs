using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions;

/// <summary>What a customer asked to buy. URLs are checked against the redirect allow-list; null takes the portal's own pages.</summary>
/// <param name="Actor">For the audit log: <c>user:{id}</c>.</param>
/// <param name="AgreedToPayNow">The customer was told that no second trial is given and agreed to be charged at once.</param>
public sealed record CheckoutRequest(OrganizationId Organization, PlanCode Plan, BillingInterval Interval, long Quantity, Currency? Currency, bool Trial, bool AgreedToPayNow, string? SuccessUrl, string? CancelUrl, string Actor, string? Email);

/// <param name="TrialDeniedReason">One sentence, when a trial was asked for and not given.</param>
public sealed record CheckoutStarted(CheckoutSessionId SessionId, Uri Url, bool TrialApplied, string? TrialDeniedReason);

/// <summary>Whether an organization may have a trial, and if not, why in one sentence.</summary>
public sealed record TrialEligibility(bool Eligible, string? Reason);

public enum CheckoutReturnState
{
    /// <summary>Stripe says paid or trialing, and the portal shows it.</summary>
    Done,

    /// <summary>Complete at Stripe, the subscription is not readable yet: ask again.</summary>
    Processing,

    /// <summary>The customer came back without finishing.</summary>
    Open,
    Expired,
}

public sealed record CheckoutReturn(CheckoutReturnState State, SubscriptionView? Subscription);

/// <summary>Starts Stripe Checkout and reads the truth when the customer comes back.</summary>
public sealed class CheckoutService
{
    /// <summary>Creates (or finds again) the Stripe customer and the session. Refuses with redirect_not_allowed, unknown_plan, price_unavailable, already_subscribed, or trial_agreement_required when a trial was asked for, is not due, and the customer has not agreed to pay now.</summary>
    public Task<Outcome<CheckoutStarted>> StartAsync(CheckoutRequest request, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<TrialEligibility> TrialEligibilityAsync(OrganizationId organization, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Reads the session from Stripe, projects its subscription, and answers. A session of another organization is not found.</summary>
    /// <exception cref="StripeApi.StripeException">Stripe could not be read: the page says so and asks again, it never claims Free.</exception>
    public Task<Outcome<CheckoutReturn>> ReturnAsync(OrganizationId organization, CheckoutSessionId session, CancellationToken cancellation) => throw new NotImplementedException();
}
