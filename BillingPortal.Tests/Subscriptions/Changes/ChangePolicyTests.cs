using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions.Changes;

namespace BillingPortal.Tests.Subscriptions.Changes;

public sealed class ChangePolicyTests
{
    private const BillingInterval Month = BillingInterval.Monthly;
    private const BillingInterval Year = BillingInterval.Yearly;

    [Theory]
    [InlineData("team", Month, 3, "business", Month, 3, ChangeKind.Upgrade, ChangeTiming.NowPaid)]
    [InlineData("team", Month, 3, "business", Year, 3, ChangeKind.Upgrade, ChangeTiming.NowPaid)]
    [InlineData("team", Year, 3, "business", Month, 1, ChangeKind.Upgrade, ChangeTiming.NowPaid)]
    [InlineData("business", Month, 3, "team", Month, 3, ChangeKind.Downgrade, ChangeTiming.AtPeriodEnd)]
    [InlineData("business", Month, 3, "team", Year, 9, ChangeKind.Downgrade, ChangeTiming.AtPeriodEnd)]
    [InlineData("team", Month, 3, "team", Year, 3, ChangeKind.IntervalSwitch, ChangeTiming.NowPaid)]
    [InlineData("team", Year, 3, "team", Month, 3, ChangeKind.IntervalSwitch, ChangeTiming.AtPeriodEnd)]
    [InlineData("team", Month, 3, "team", Month, 4, ChangeKind.Quantity, ChangeTiming.NowPaid)]
    [InlineData("team", Month, 3, "team", Month, 2, ChangeKind.Quantity, ChangeTiming.NowCredited)]
    [InlineData("team", Month, 3, "team", Month, 3, ChangeKind.NoOp, ChangeTiming.Never)]
    public void Who_asks_for_more_gets_it_at_once_and_who_asks_for_less_keeps_what_is_paid(
        string plan, BillingInterval interval, long seats, string newPlan, BillingInterval newInterval, long newSeats, ChangeKind kind, ChangeTiming timing) =>
        Decide(new(new(plan), interval, seats), new(new(newPlan), newInterval, newSeats), trialing: false).ShouldBe(new ChangeDecision(kind, timing));

    [Theory]
    [InlineData("business", Month, 3, ChangeTiming.NowFree)]
    [InlineData("team", Year, 3, ChangeTiming.NowFree)]
    [InlineData("team", Month, 1, ChangeTiming.NowFree)]
    [InlineData("team", Month, 3, ChangeTiming.Never)]
    public void In_a_trial_everything_changes_at_once_and_costs_nothing(string plan, BillingInterval interval, long seats, ChangeTiming timing) =>
        Decide(new(new("team"), Month, 3), new(new(plan), interval, seats), trialing: true).Timing.ShouldBe(timing);

    private static ChangeDecision Decide(PlanChoice now, PlanChoice wish, bool trialing) =>
        ChangePolicy.Decide(now, wish, plan => Array.IndexOf(["community", "team", "business"], plan.Value), trialing);
}
