using BillingPortal.Access;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Endpoints;

/// <summary>The acting organization's subscription.</summary>
public static class SubscriptionEndpoints
{
    public static void MapSubscription(this IEndpointRouteBuilder api) => api.MapGet("/subscription", async (Caller caller, SubscriptionQueries subscriptions, CancellationToken cancellation) =>
            new SubscriptionEnvelope(Shape(await subscriptions.CurrentAsync(await caller.OrganizationAsync(cancellation), cancellation))))
        .RequireAuthorization(Policies.Member)
        .WithSummary("The subscription that counts; null without one (the free plan).");

    internal static SubscriptionAnswer? Shape(SubscriptionView? view) => view is null ? null : new SubscriptionAnswer(
        view.Id.Value, view.Status, view.PaymentState, view.Plan?.Value, view.PlanName, view.Interval, view.Quantity, view.UnitAmount.AmountMinor, view.UnitAmount.Currency.Code,
        view.CurrentPeriodStart, view.CurrentPeriodEnd, view.TrialStart, view.TrialEnd, view.CancelAtPeriodEnd, view.CancelAt, view.EndedAt, view.NextPaymentAttempt, view.AsOf,
        view.PendingChange is { } next ? new PendingChangeAnswer(next.Plan.Value, next.Interval, next.Quantity, view.CurrentPeriodEnd) : null);
}

public sealed record SubscriptionEnvelope(SubscriptionAnswer? Subscription);

/// <param name="Plan">Null when the price is none of the plans file.</param>
/// <param name="UnitAmount">Minor units of <paramref name="Currency"/>, per seat when the plan is.</param>
public sealed record SubscriptionAnswer(
    string Id, SubscriptionStatus Status, PaymentState PaymentState, string? Plan, string PlanName, BillingInterval? Interval, long Quantity, long UnitAmount, string Currency,
    DateTimeOffset CurrentPeriodStart, DateTimeOffset CurrentPeriodEnd, DateTimeOffset? TrialStart, DateTimeOffset? TrialEnd, bool CancelAtPeriodEnd, DateTimeOffset? CancelAt,
    DateTimeOffset? EndedAt, DateTimeOffset? NextPaymentAttempt, DateTimeOffset AsOf, PendingChangeAnswer? PendingChange);

/// <summary>What the subscription becomes when its period ends.</summary>
public sealed record PendingChangeAnswer(string Plan, BillingInterval Interval, long Quantity, DateTimeOffset EffectiveAt);
