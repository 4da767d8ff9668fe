using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>The cardholder tells the bank that they never bought anything.</summary>
public sealed class Dispute : Scenario
{
    public override string Name => "dispute";

    public override string Title => "Dispute";

    public override string Shows => "The bank takes a payment back: the charge is marked, the audit log says so for the people who must answer in time, and access stays until they decide.";

    protected override void Tell(Story story) => story
        .Act("The owner pays {smaller} with a card whose holder disputes the charge, and a moment later the bank takes the payment back", async stage =>
            {
                await stage.BuyAsync(stage.Cast.Smaller, card: TestCards.Disputed);
                await stage.AwaitAsync("charge.dispute.created");
            },
            Expect.Event("charge.dispute.created"),
            Expect.Disputed,
            Expect.Status(SubscriptionStatus.Active),
            Expect.AccessToSmaller,
            Expect.Audit("charge.dispute.created"));
}
