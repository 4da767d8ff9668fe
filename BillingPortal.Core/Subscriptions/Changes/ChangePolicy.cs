using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>What kind of change somebody asks for.</summary>
public enum ChangeKind
{
    Upgrade,
    Downgrade,
    IntervalSwitch,
    Quantity,
    NoOp,
}

/// <summary>When a change takes effect.</summary>
public enum ChangeTiming
{
    /// <summary>At once, the difference invoiced and paid at once.</summary>
    NowPaid,

    /// <summary>At once; what is given back lowers the next invoice, and nothing is due now.</summary>
    NowCredited,

    /// <summary>At once and free, because nothing has been billed yet: a trial.</summary>
    NowFree,

    /// <summary>When the paid period ends.</summary>
    AtPeriodEnd,

    /// <summary>Nothing changes.</summary>
    Never,
}

/// <summary>A plan, an interval and a number of seats: what is, or what shall be.</summary>
public sealed record PlanChoice(PlanCode Plan, BillingInterval Interval, long Quantity);

/// <summary>What a change is and when it happens.</summary>
public sealed record ChangeDecision(ChangeKind Kind, ChangeTiming Timing);

/// <summary>
/// The proration policy as a pure rule; docs/proration-policy.md tells it in words. Who asks for more gets it at once and pays the difference;
/// who asks for less keeps what is paid for until the period ends. Fewer seats are the exception: they are credited to the next invoice.
/// </summary>
public static class ChangePolicy
{
    /// <param name="now">What the subscription is.</param>
    /// <param name="wish">What it shall become.</param>
    /// <param name="rank">The plan's place among the plans: higher is more.</param>
    /// <param name="trialing">Nothing has been billed yet.</param>
    public static ChangeDecision Decide(PlanChoice now, PlanChoice wish, Func<PlanCode, int> rank, bool trialing)
    {
        var kind = KindOf(now, wish, rank);
        return new ChangeDecision(kind, kind == ChangeKind.NoOp ? ChangeTiming.Never : trialing ? ChangeTiming.NowFree : TimingOf(kind, now, wish));
    }

    private static ChangeKind KindOf(PlanChoice now, PlanChoice wish, Func<PlanCode, int> rank) => now == wish ? ChangeKind.NoOp
        : now.Plan != wish.Plan ? (rank(wish.Plan) > rank(now.Plan) ? ChangeKind.Upgrade : ChangeKind.Downgrade)
        : now.Interval != wish.Interval ? ChangeKind.IntervalSwitch
        : ChangeKind.Quantity;

    private static ChangeTiming TimingOf(ChangeKind kind, PlanChoice now, PlanChoice wish) => kind switch
    {
        ChangeKind.Upgrade => ChangeTiming.NowPaid,
        ChangeKind.IntervalSwitch when wish.Interval == BillingInterval.Yearly => ChangeTiming.NowPaid,
        ChangeKind.Quantity => wish.Quantity > now.Quantity ? ChangeTiming.NowPaid : ChangeTiming.NowCredited,
        _ => ChangeTiming.AtPeriodEnd,
    };
}
