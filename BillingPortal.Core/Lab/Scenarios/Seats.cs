using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Scenarios;

/// <summary>More seats during the month, paid with the next invoice.</summary>
public sealed class Seats : Scenario
{
    public override string Name => "seats";

    public override string Title => "More seats";

    public override string Shows => "Two more seats in the middle of a month may be used at once, and the next invoice charges their half month beside the new one.";

    protected override void Tell(Story story) => story
        .Act("The owner has {smaller} for two seats", stage => stage.BuyAsync(stage.Cast.Smaller, seats: 2), Expect.Seats(2))
        .Advance("Half of the month passes", Until.MidPeriod, Expect.Seats(2))
        .Act("The subscription grows to four seats", stage => stage.ChangeAsync(seats: 4, prorate: "create_prorations"),
            Expect.Seats(4),
            Expect.Invoices(1, "paid"),
            Expect.Audit("subscription.quantity_changed"))
        .Advance("The next month is invoiced with the half month of the new seats", Until.Renewed,
            Expect.Status(SubscriptionStatus.Active),
            Expect.NewestInvoice("paid", cast => cast.Smaller.Monthly.UnitAmount * 5));
}
