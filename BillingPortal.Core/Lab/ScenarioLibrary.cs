using BillingPortal.Core.Lab.Scenarios;
using BillingPortal.Core.Lab.Stories;

namespace BillingPortal.Core.Lab;

/// <summary>THE list of scenarios, in the order in which a subscription meets them.</summary>
public static class ScenarioLibrary
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new NewSubscription(),
        new DeclinedCards(),
        new TrialToPaid(),
        new TrialWithoutCardCancels(),
        new TrialWithoutCardPauses(),
        new Upgrade(),
        new DowngradeApplied(),
        new DowngradeTooLate(),
        new IntervalSwitch(),
        new Seats(),
        new ScaAtRenewal(),
        new DunningThenRecovery(),
        new DunningToTheEnd(),
        new DunningToUnpaid(),
        new Cancellation(),
        new CancellationNow(),
        new PortalDowngrade(),
        new PortalCancel(),
        new CouponOnce(),
        new MeteredUsage(),
        new Refunds(),
        new RefundFails(),
        new Dispute(),
        new LostWebhook(),
        new DuplicatedWebhooks(),
        new ReorderedWebhooks(),
        new DelayedWebhook(),
        new ForgedWebhook(),
        new StripeOutage(),
        new StripeRateLimit(),
    ];

    /// <summary>A list has no catalog at hand: the plans are called by their parts.</summary>
    public static string Plain(string words) => words
        .Replace("{smaller}", "the smaller plan", StringComparison.Ordinal).Replace("{bigger}", "the bigger plan", StringComparison.Ordinal).Replace("{free}", "the free plan", StringComparison.Ordinal);

    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.OrdinalIgnoreCase));
}
