using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>The customer's bank sends the refund back. Today's truth: the sum on the charge follows only when the charge is read again.</summary>
public sealed class RefundFails : Scenario
{
    public override string Name => "refund-fails";

    public override string Title => "Refund that fails";

    public override string Shows => "A refund looks done and is sent back by the bank later: the portal shows that it failed, and the subscription goes on.";

    protected override void Tell(Story story) => story
        .Act("The owner pays {smaller} with a card that takes no refunds", stage => stage.BuyAsync(stage.Cast.Smaller, card: TestCards.RefundFails), Expect.Status(SubscriptionStatus.Active))
        .Act("Support gives everything back, and seconds later the bank sends it back", async stage =>
            {
                await stage.RefundAsync();
                await stage.AwaitAsync("refund.failed");
            },
            Expect.Event("refund.created"),
            Expect.Event("refund.failed"),
            Expect.RefundIs("failed"),
            Expect.Status(SubscriptionStatus.Active));
}
