using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>The vocabulary of expectations about the subscription and what it grants. Money and messages have files of their own.</summary>
public static partial class Expect
{
    /// <summary>The portal and Stripe both say so.</summary>
    public static Expectation Status(SubscriptionStatus status) => new($"the subscription is {status.Word()}, in the portal and at Stripe", sight => (sight.Subscription?.Status, sight.AtStripe?.Status) switch
    {
        (null, _) => "the portal knows of no subscription",
        var (portal, stripe) when stripe != portal.Value.Word() => $"the portal shows {portal.Value.Word()}, Stripe has {stripe ?? "none"}",
        var (portal, _) when portal != status => $"it is {portal.Value.Word()}",
        _ => null,
    });

    public static Expectation NoSubscription { get; } = new("the portal and Stripe know of no subscription", sight =>
        (sight.Subscription, sight.AtStripe) is (null, null) ? null : $"the portal shows {sight.Subscription?.Status.Word() ?? "none"}, Stripe has {sight.AtStripe?.Status ?? "none"}");

    /// <summary>The portal has not heard of what Stripe has.</summary>
    public static Expectation Behind(SubscriptionStatus portal, SubscriptionStatus stripe) => new($"the portal still shows {portal.Word()} while Stripe has {stripe.Word()}", sight =>
        (sight.Subscription?.Status, sight.AtStripe?.Status) == (portal, stripe.Word()) ? null : $"the portal shows {sight.Subscription?.Status.Word() ?? "nothing"}, Stripe has {sight.AtStripe?.Status ?? "none"}");

    /// <summary>What Stripe has, whatever the portal shows.</summary>
    public static Expectation StripeHasBigger { get; } = Equal("Stripe has {bigger}", sight => sight.AtStripe?.Items.Data[0].Price.Id, sight => sight.Cast.Bigger.Monthly.Id.Value);

    public static Expectation OnSmaller { get; } = On("{smaller}", cast => cast.Smaller.Code);

    public static Expectation OnBigger { get; } = On("{bigger}", cast => cast.Bigger.Code);

    public static Expectation AccessToSmaller { get; } = AccessTo("{smaller}", cast => cast.Smaller.Code);

    public static Expectation AccessToBigger { get; } = AccessTo("{bigger}", cast => cast.Bigger.Code);

    /// <summary>Back to what everybody has.</summary>
    public static Expectation AccessToFree { get; } = AccessTo("{free}", cast => cast.Free);

    public static Expectation Seats(long seats) => Equal($"{seats} seats may be used", sight => sight.Seats, seats);

    public static Expectation PaymentIs(PaymentState state) => Equal($"the payment state is {WordOf(state)}", sight => WordOf(sight.Subscription?.PaymentState), WordOf(state));

    public static Expectation Interval(BillingInterval interval) => Equal($"it is billed {interval.ToString().ToLowerInvariant()}", sight => sight.Interval, interval);

    public static Expectation CancelsAtPeriodEnd { get; } = new("the portal shows that it ends with the period", sight => sight.Subscription?.CancelAtPeriodEnd == true ? null : "no end is planned");

    public static Expectation GoesOn { get; } = new("no end is planned any more", sight => sight.Subscription is { CancelAtPeriodEnd: false, CancelAt: null, EndedAt: null } ? null : "an end is still planned, or it has ended");

    /// <summary>The mark that a downgrade leaves for the job that applies it.</summary>
    public static Expectation PendingPlan(Func<Cast, PlanCode?> plan) => new("Stripe's metadata names the plan that follows, or none any more", sight =>
        (sight.AtStripe?.Metadata.GetValueOrDefault("pending_plan") ?? "") == (plan(sight.Cast)?.Value ?? "") ? null : $"metadata.pending_plan is '{sight.AtStripe?.Metadata.GetValueOrDefault("pending_plan")}'");

    public static Expectation AttemptPlanned { get; } = new("the portal knows when Stripe tries again", sight =>
        sight.NextPaymentAttempt > sight.Now ? null : $"the next attempt is {(sight.NextPaymentAttempt is { } at ? $"at {at:u}" : "not planned")}");

    public static Expectation NoAttemptPlanned { get; } = new("no further attempt is planned", sight => sight.NextPaymentAttempt is { } at ? $"the next attempt is at {at:u}" : null);

    private static Expectation On(string name, Func<Cast, PlanCode> plan) =>
        Equal($"the portal shows the plan {name}", sight => sight.Subscription?.Plan?.Value, sight => plan(sight.Cast).Value);

    private static Expectation AccessTo(string name, Func<Cast, PlanCode> plan) => Equal($"the organization may use {name}", sight => sight.Access.Value, sight => plan(sight.Cast).Value);

    private static Expectation Equal<T>(string words, Func<Sight, T> seen, T wanted) => Equal(words, seen, _ => wanted);

    private static Expectation Equal<T>(string words, Func<Sight, T> seen, Func<Sight, T> wanted) => new(words, sight =>
        EqualityComparer<T>.Default.Equals(seen(sight), wanted(sight)) ? null : $"expected {Shown(wanted(sight))}, seen {Shown(seen(sight))}");

    private static string Shown<T>(T value) => value?.ToString() is { Length: > 0 } text ? text : "nothing";

    private static string WordOf(PaymentState? state) => state switch
    {
        null => "unknown",
        PaymentState.Ok => "ok",
        PaymentState.PastDue => "past_due",
        _ => "requires_action",
    };
}
