using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Subscriptions.Changes;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;

namespace BillingPortal.Tests.Subscriptions.Changes;

public sealed class PlannedChangeTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_planned_downgrade_is_made_just_before_the_period_ends_and_the_next_invoice_is_the_smaller_one(DatabaseKind kind)
    {
        await using var room = await PlannedAsync(kind);
        (await RunAsync(room)).ShouldBe(new PlannedRun(0, 0), "the period has weeks to go");
        await BeforeTheEndAsync(room, TimeSpan.FromMinutes(10));
        (await RunAsync(room)).ShouldBe(new PlannedRun(1, 0));
        (await RunAsync(room)).ShouldBe(new PlannedRun(0, 0), "once is enough");
        var current = await room.CurrentAsync();
        (current.Plan, current.CancelAtPeriodEnd, current.PendingChange).ShouldBe((new PlanCode("team"), false, null));
        (await room.InvoicesAsync()).ShouldHaveSingleItem("nothing is invoiced or credited before the renewal");
        room.Days(0.1);
        await StripeSide.DeliverAllAsync(room.Shop.World);
        (await room.InvoicesAsync())[0].Total.ShouldBe(3 * 2_400);
        (await room.AtStripeAsync()).Status.ShouldBe("active");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task When_nobody_was_there_in_time_the_customer_gets_the_planned_plan_at_once_and_once(DatabaseKind kind)
    {
        await using var room = await PlannedAsync(kind);
        room.Days(40);
        await StripeSide.DeliverAllAsync(room.Shop.World);
        (await room.CurrentAsync()).Status.ShouldBe(SubscriptionStatus.Canceled);
        (await room.Shop.World.Get<MissedChanges>().RescueAsync(CancellationToken.None)).ShouldBe(1);
        (await room.Shop.World.Get<MissedChanges>().RescueAsync(CancellationToken.None)).ShouldBe(0);
        var current = await room.CurrentAsync();
        (current.Status, current.Plan, current.Quantity).ShouldBe((SubscriptionStatus.Active, new PlanCode("team"), 3));
        (await room.Shop.AtStripeAsync()).Count(subscription => subscription.Status == "active").ShouldBe(1);
        (await room.Shop.World.AuditAsync("subscription.rescued")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_rescue_that_was_killed_before_it_was_noted_is_found_again()
    {
        await using var room = await PlannedAsync(DatabaseKind.Sqlite);
        room.Days(40);
        await StripeSide.DeliverAllAsync(room.Shop.World);
        await room.Shop.World.Get<MissedChanges>().RescueAsync(CancellationToken.None);
        await room.Shop.World.InTransactionAsync(db =>
        {
            foreach (var row in db.Subscriptions.Where(row => row.EndedAt == null || row.ReplacedBy != null).ToList())
            {
                if (row.ReplacedBy is null)
                    db.Remove(row);
                row.ReplacedBy = null;
            }

            return Task.CompletedTask;
        });
        (await room.Shop.World.Get<MissedChanges>().RescueAsync(CancellationToken.None)).ShouldBe(1);
        (await room.Shop.AtStripeAsync()).Count(subscription => subscription.Status == "active").ShouldBe(1, "the same key gave the same subscription");
    }

    [Fact]
    public async Task A_subscription_that_support_ended_at_once_stays_ended()
    {
        await using var room = await PlannedAsync(DatabaseKind.Sqlite);
        await room.Shop.CancelAtStripeAsync((await room.CurrentAsync()).Id);
        await StripeSide.DeliverAllAsync(room.Shop.World);
        (await room.Shop.World.Get<MissedChanges>().RescueAsync(CancellationToken.None)).ShouldBe(0);
        (await room.CurrentAsync()).Status.ShouldBe(SubscriptionStatus.Canceled);
    }

    [Fact]
    public async Task An_upgrade_withdraws_what_was_planned_and_a_refused_card_plans_it_again()
    {
        await using var room = await PlannedAsync(DatabaseKind.Sqlite, seats: 3);
        await room.CardAsync("pm_card_chargeCustomerFail");
        (await room.ConfirmAsync(await room.QuoteAsync("business", seats: 6))).Error!.Code.ShouldBe(BillingErrorCode.CardDeclined);
        var refused = await room.CurrentAsync();
        (refused.Quantity, refused.PendingChange).ShouldBe((3, new PlanChoice(new PlanCode("team"), BillingInterval.Monthly, 3)));
        await room.CardAsync("pm_card_visa");
        (await room.ConfirmedAsync(await room.QuoteAsync("business", seats: 6))).Outcome.ShouldBe(QuoteStatus.Applied);
        var grown = await room.CurrentAsync();
        (grown.Quantity, grown.PendingChange, grown.CancelAtPeriodEnd).ShouldBe((6, null, false));
    }

    private static async Task<ChangeRoom> PlannedAsync(DatabaseKind kind, long seats = 3)
    {
        var room = await ChangeRoom.SubscribedAsync(kind, "business", seats: seats);
        room.Days(5);
        (await room.ConfirmedAsync(await room.QuoteAsync("team", seats: seats))).Outcome.ShouldBe(QuoteStatus.Scheduled);
        return room;
    }

    private static async Task BeforeTheEndAsync(ChangeRoom room, TimeSpan before) =>
        room.Shop.World.Time.Advance((await room.CurrentAsync()).CurrentPeriodEnd - before - room.Shop.World.Clock.GetUtcNow());

    private static Task<PlannedRun> RunAsync(ChangeRoom room) => room.Shop.World.Get<PlannedChanges>().ApplyDueAsync(CancellationToken.None);
}
