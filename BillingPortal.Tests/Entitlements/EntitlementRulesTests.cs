using BillingPortal.Core.Catalog;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Tests.Entitlements;

public sealed class EntitlementRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddMonths(1);
    private static readonly OrganizationId Organization = new("org_1");

    private static readonly PlanDefinition Free = Plan("community", PlanKind.Free, perSeat: false, ["dashboards"], new() { ["seats"] = 3, ["projects"] = 3 });
    private static readonly PlanDefinition Team = Plan("team", PlanKind.SelfService, perSeat: true, ["dashboards", "saas"], new() { ["projects"] = 50 });

    [Theory]
    [InlineData(SubscriptionStatus.Trialing, "team")]
    [InlineData(SubscriptionStatus.Active, "team")]
    [InlineData(SubscriptionStatus.PastDue, "team")]
    [InlineData(SubscriptionStatus.Unpaid, "community")]
    [InlineData(SubscriptionStatus.Canceled, "community")]
    [InlineData(SubscriptionStatus.Incomplete, "community")]
    [InlineData(SubscriptionStatus.IncompleteExpired, "community")]
    [InlineData(SubscriptionStatus.Paused, "community")]
    public void Every_status_has_its_plan_and_says_why(SubscriptionStatus status, string plan)
    {
        var set = Decide(Subscription(status), Start.AddDays(1));
        (set.Plan.Value, set.Saas, set.Status).ShouldBe((plan, plan == "team", status.Word()));
        (set.Seats, set.Source).ShouldBe(plan == "team" ? (7, "subscription") : (3, "default"));
        set.Why.ShouldNotBeEmpty();
        set.Why.ShouldAllBe(sentence => sentence.EndsWith('.'));
        set.Stale.ShouldBeFalse();
    }

    [Fact]
    public void Every_status_of_Stripe_is_in_the_table_above() => Enum.GetValues<SubscriptionStatus>().Length.ShouldBe(8);

    [Fact]
    public void Nobody_without_a_subscription_is_without_a_plan()
    {
        var set = Decide(null, Start);
        (set.Plan.Value, set.Status, set.Source, set.Seats, set.AsOf).ShouldBe(("community", "none", "default", 3, Start));
    }

    [Fact]
    public void Paid_seats_are_the_limit_and_unlimited_is_null()
    {
        var set = Decide(Subscription(SubscriptionStatus.Active), Start.AddDays(1));
        set.Limits["seats"].ShouldBe(7);
        set.Limits["projects"].ShouldBe(50);
    }

    [Fact]
    public void A_price_of_no_plan_grants_the_free_plan_only_and_says_so()
    {
        var set = EntitlementRules.Decide(new EntitlementFacts(Organization, Subscription(SubscriptionStatus.Active) with { Plan = null }, null, Free), Start.AddDays(1));
        (set.Plan.Value, set.Saas, set.Status).ShouldBe(("community", false, "active"));
        set.Why[^1].ShouldContain("no plan of the plans file");
    }

    [Theory]
    [InlineData(1, "team")]
    [InlineData(2, "community")]
    public void A_cancelled_period_that_is_over_ends_access_even_if_the_news_is_lost(int hoursAfter, string plan)
    {
        var set = Decide(Subscription(SubscriptionStatus.Active) with { CancelAtPeriodEnd = true }, End.AddHours(hoursAfter));
        set.Plan.Value.ShouldBe(plan);
    }

    [Fact]
    public void A_subscription_read_after_its_end_and_still_alive_is_alive() =>
        Decide(Subscription(SubscriptionStatus.Active) with { CancelAtPeriodEnd = true, AsOf = End.AddHours(3) }, End.AddHours(4)).Plan.Value.ShouldBe("team");

    [Fact]
    public void A_cancellation_on_a_date_of_its_own_ends_on_that_date() =>
        Decide(Subscription(SubscriptionStatus.Active) with { CancelAt = Start.AddDays(10) }, Start.AddDays(11)).Plan.Value.ShouldBe("community");

    [Fact]
    public void While_Stripe_is_silent_the_last_known_state_stays_and_is_called_stale()
    {
        var set = Decide(Subscription(SubscriptionStatus.Active), End.AddDays(2));
        (set.Plan.Value, set.Stale, set.AsOf).ShouldBe(("team", true, Start.AddHours(1)));
        set.Why.ShouldContain(sentence => sentence.Contains("last known state", StringComparison.Ordinal));
        Decide(Subscription(SubscriptionStatus.Active) with { AsOf = End.AddMinutes(1) }, End.AddDays(2)).Stale.ShouldBeFalse();
        Decide(Subscription(SubscriptionStatus.Canceled), End.AddDays(2)).Stale.ShouldBeFalse();
        Decide(Subscription(SubscriptionStatus.Paused), End.AddDays(2)).Stale.ShouldBeFalse();
    }

    [Fact]
    public void A_trial_whose_end_nobody_heard_of_is_stale()
    {
        var trial = Subscription(SubscriptionStatus.Trialing) with { TrialEnd = Start.AddDays(14) };
        Decide(trial, Start.AddDays(15)).Stale.ShouldBeTrue();
        Decide(trial, Start.AddDays(13)).Stale.ShouldBeFalse();
    }

    private static EntitlementSet Decide(SubscriptionView? subscription, DateTimeOffset now) =>
        EntitlementRules.Decide(new EntitlementFacts(Organization, subscription, subscription is null ? null : Team, Free), now);

    private static SubscriptionView Subscription(SubscriptionStatus status) => new(
        new SubscriptionId("sub_1"), status, PaymentState.Ok, Team.Code, Team.Name, BillingInterval.Monthly, 7, new Money(2400, Currency.Usd),
        Start, End, null, null, false, null, null, null, Start.AddHours(1));

    private static PlanDefinition Plan(string code, PlanKind kind, bool perSeat, string[] features, Dictionary<string, long?> limits) =>
        new(new PlanCode(code), code, "", kind, perSeat, false, false, null, [.. features.Select(feature => new FeatureDefinition(feature, feature))], limits, []);
}
