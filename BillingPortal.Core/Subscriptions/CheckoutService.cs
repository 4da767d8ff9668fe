using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
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
public sealed class CheckoutService(CheckoutRules rules, CustomerService customers, CheckoutAttempts attempts, CheckoutSessions sessions, SubscriptionReader reader, CheckoutReturns returns)
{
    /// <summary>An attempt can turn out to be expired or paid at Stripe; then the next round decides anew.</summary>
    private const int Rounds = 3;

    /// <summary>Creates (or finds again) the Stripe customer and the session. Refuses with redirect_not_allowed, unknown_plan, price_unavailable, already_subscribed, or trial_agreement_required when a trial was asked for, is not due, and the customer has not agreed to pay now.</summary>
    /// <exception cref="StripeApi.StripeException">Stripe refused or was not reached: repeating the same request goes on where this one stopped.</exception>
    public async Task<Outcome<CheckoutStarted>> StartAsync(CheckoutRequest request, CancellationToken cancellation)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var decision = await DecideAsync(request, cancellation);
            if (!decision.Succeeded)
                return decision.Error;
            var (intent, denied) = decision.Value;
            if (denied is not null)
            {
                await attempts.DeniedAsync(request, denied, cancellation);
                if (!request.AgreedToPayNow)
                    return new BillingError(BillingErrorCode.TrialAgreementRequired, $"{denied} The subscription would be charged at once.");
            }

            var customer = await customers.FindOrCreateAsync(request.Organization, request.Email, cancellation);
            var begin = await attempts.BeginAsync(intent, customer, cancellation);
            if (!await CloseAsync(begin.Superseded, cancellation))
                continue;
            if (await OpenAsync(begin.Attempt, request.Actor, denied, cancellation) is { } open)
                return new CheckoutStarted(new CheckoutSessionId(open.Id), open.Url!, intent.TrialDays is not null, denied);
        }

        return new BillingError(BillingErrorCode.Conflict, "Another checkout of your organization was started at the same time. Please try again.");
    }

    public Task<TrialEligibility> TrialEligibilityAsync(OrganizationId organization, CancellationToken cancellation) => returns.TrialEligibilityAsync(organization, cancellation);

    /// <summary>Reads the session from Stripe, projects its subscription, and answers. A session of another organization is not found.</summary>
    /// <exception cref="StripeApi.StripeException">Stripe could not be read: the page says so and asks again, it never claims Free.</exception>
    public Task<Outcome<CheckoutReturn>> ReturnAsync(OrganizationId organization, CheckoutSessionId session, CancellationToken cancellation) =>
        returns.ReadAsync(organization, session, cancellation);

    /// <summary>Where a customer exists, Stripe is asked for its subscriptions: the webhook that tells of a new one, or of the end of the old, may still be on its way.</summary>
    private async Task<Outcome<CheckoutDecision>> DecideAsync(CheckoutRequest request, CancellationToken cancellation)
    {
        var first = await rules.DecideAsync(request, cancellation);
        var dependsOnSubscriptions = first.Succeeded || first.Error.Code == BillingErrorCode.AlreadySubscribed;
        if (!dependsOnSubscriptions || await customers.FindAsync(request.Organization, cancellation) is not { } customer)
            return first;
        await reader.RefreshAsync(customer, request.Actor, cancellation);
        return await rules.DecideAsync(request, cancellation);
    }

    /// <summary>False when one of them was settled before it could be closed, perhaps by a payment: the wish must be looked at anew.</summary>
    private async Task<bool> CloseAsync(IReadOnlyList<CheckoutSessionId> superseded, CancellationToken cancellation)
    {
        var closed = true;
        foreach (var session in superseded)
            closed &= await sessions.CloseAsync(session, cancellation);
        return closed;
    }

    /// <summary>The attempt's session if it can be paid; null when it was settled meanwhile or another intent took over.</summary>
    private async Task<StripeApi.Wire.CheckoutSession?> OpenAsync(CheckoutAttempt attempt, string actor, string? denied, CancellationToken cancellation)
    {
        var session = attempt.SessionId is { } known
            ? await returns.SettleAsync(known, actor, cancellation)
            : await sessions.CreateAsync(attempt, cancellation);
        if (session.Status != "open" || session.Url is null)
            return null;
        if (await attempts.OpenAsync(attempt, session, actor, denied, cancellation))
            return session;
        await sessions.CloseAsync(new CheckoutSessionId(session.Id), cancellation);
        return null;
    }
}
