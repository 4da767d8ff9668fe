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
        new Cancellation(),
        new CancellationNow(),
        new Refunds(),
        new LostWebhook(),
        new DuplicatedWebhooks(),
        new ReorderedWebhooks(),
        new DelayedWebhook(),
        new ForgedWebhook(),
        new StripeOutage(),
        new StripeRateLimit(),
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.OrdinalIgnoreCase));
}
