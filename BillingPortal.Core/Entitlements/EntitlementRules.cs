using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Entitlements;

/// <summary>What the rules look at: the subscription as last read, its plan if a price of it is ours, and the plan everybody has.</summary>
/// <param name="Subscription">Null without any.</param>
/// <param name="Plan">Null for a price that is none of the plans file.</param>
public sealed record EntitlementFacts(OrganizationId Organization, SubscriptionView? Subscription, PlanDefinition? Plan, PlanDefinition Default);

/// <summary>The rules: plan, status, period and instant → what may be used. Pure, and each decision says why.</summary>
public static class EntitlementRules
{
    /// <summary>The feature that opens hosted workspaces.</summary>
    public const string SaasFeature = "saas";

    /// <summary>How long after the end of a period the news of what happened then may take.</summary>
    public static readonly TimeSpan NewsGrace = TimeSpan.FromHours(2);

    public static EntitlementSet Decide(EntitlementFacts facts, DateTimeOffset now)
    {
        if (facts.Subscription is not { } subscription)
            return Default(facts, "none", now, stale: false, [$"There is no subscription, so the {facts.Default.Name} plan applies."]);
        var stale = IsStale(subscription, now);
        List<string> why = [StatusReason(subscription)];
        if (stale)
            why.Add($"Stripe was last read at {Text(subscription.AsOf)}, before the period ended at {Text(PeriodEnd(subscription))}; the last known state applies until it is read again.");
        if (!KeepsAccess(subscription.Status) || HasRunOut(subscription, now, why))
            return Default(facts, subscription.Status.Word(), subscription.AsOf, stale, [.. why, $"So the {facts.Default.Name} plan applies."]);
        if (facts.Plan is not { } plan)
            return Default(facts, subscription.Status.Word(), subscription.AsOf, stale, [.. why, $"Its price belongs to no plan of the plans file, so only the {facts.Default.Name} plan can be granted safely."]);
        why.Add(plan.PerSeat ? $"{plan.Name} is sold per seat: {subscription.Quantity}." : $"{plan.Name} applies whole.");
        return Of(facts.Organization, plan, subscription.Status.Word(), plan.PerSeat ? subscription.Quantity : null, "subscription", subscription.AsOf, stale, why);
    }

    /// <summary>Trialing and active are paid or promised; past_due keeps access while Stripe tries again.</summary>
    public static bool KeepsAccess(SubscriptionStatus status) => status is SubscriptionStatus.Trialing or SubscriptionStatus.Active or SubscriptionStatus.PastDue;

    private static bool HasRunOut(SubscriptionView subscription, DateTimeOffset now, List<string> why)
    {
        var end = subscription.CancelAt ?? (subscription.CancelAtPeriodEnd ? PeriodEnd(subscription) : null);
        if (end is not { } at || now < at + NewsGrace || subscription.AsOf >= at)
            return false; // read after the end and still alive: Stripe knows better than the date
        why.Add($"It was cancelled to the end of its period, {Text(at)}, which is over.");
        return true;
    }

    /// <summary>The end of the period is behind us and nobody has read Stripe since: a renewal, a failure or an end was missed.</summary>
    private static bool IsStale(SubscriptionView subscription, DateTimeOffset now) =>
        KeepsAccess(subscription.Status) && PeriodEnd(subscription) is { } end && now > end + NewsGrace && subscription.AsOf < end;

    private static DateTimeOffset PeriodEnd(SubscriptionView subscription) =>
        subscription.Status == SubscriptionStatus.Trialing && subscription.TrialEnd is { } trial ? trial : subscription.CurrentPeriodEnd;

    private static string StatusReason(SubscriptionView subscription) => subscription.Status switch
    {
        SubscriptionStatus.Trialing => $"The subscription is in its free trial, which gives the full plan until {Text(PeriodEnd(subscription))}.",
        SubscriptionStatus.Active => "The subscription is active.",
        SubscriptionStatus.PastDue => "The last payment failed and is being tried again; access stays meanwhile.",
        SubscriptionStatus.Unpaid => "All attempts to collect the payment failed, so the subscription is unpaid.",
        SubscriptionStatus.Canceled => "The subscription was cancelled and has ended.",
        SubscriptionStatus.Incomplete => "The first payment has not come through yet.",
        SubscriptionStatus.IncompleteExpired => "The first payment never came through.",
        SubscriptionStatus.Paused => "The subscription is paused: its trial ended without a payment method.",
        _ => $"The subscription is {subscription.Status.Word()}.",
    };

    private static EntitlementSet Default(EntitlementFacts facts, string status, DateTimeOffset asOf, bool stale, IReadOnlyList<string> why) =>
        Of(facts.Organization, facts.Default, status, null, "default", asOf, stale, why);

    private static EntitlementSet Of(OrganizationId organization, PlanDefinition plan, string status, long? seats, string source, DateTimeOffset asOf, bool stale, IReadOnlyList<string> why)
    {
        string[] features = [.. plan.Features.Select(feature => feature.Code).Distinct(StringComparer.Ordinal)];
        var limits = new Dictionary<string, long?>(plan.Limits, StringComparer.Ordinal);
        if (seats is { } paid)
            limits["seats"] = paid;
        return new EntitlementSet(
            organization, plan.Code, status, features.Contains(SaasFeature, StringComparer.Ordinal), features, limits, limits.GetValueOrDefault("seats") ?? 0, source, asOf, stale, why);
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
