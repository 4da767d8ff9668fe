using BillingPortal.Core.Lab.Scenarios;
using BillingPortal.Core.Lab.Stories;

namespace BillingPortal.Core.Lab;

/// <summary>THE list of scenarios, in the order in which a subscription meets them.</summary>
public static class ScenarioLibrary
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new NewSubscription(),
        new TrialToPaid(),
        new TrialWithoutCardCancels(),
        new TrialWithoutCardPauses(),
        new Upgrade(),
        new DowngradeApplied(),
        new DunningThenRecovery(),
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.OrdinalIgnoreCase));
}
