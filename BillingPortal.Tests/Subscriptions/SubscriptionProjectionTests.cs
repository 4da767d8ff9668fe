using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Subscriptions;

public sealed class SubscriptionProjectionTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_trial_gives_one_row_one_grant_one_mail_however_often_it_is_read(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        var organization = await LinkedAsync(world);
        for (var round = 0; round < 3; round++)
            await ApplyAsync(world, WireObjects.Trial(), world.Clock.GetUtcNow());
        var view = (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None))!;
        (view.Status, view.Plan, view.PlanName, view.Quantity, view.Interval).ShouldBe((SubscriptionStatus.Trialing, new PlanCode("team"), "Team", 3, BillingInterval.Monthly));
        view.TrialEnd.ShouldBe(WireObjects.Start.AddDays(14));
        view.UnitAmount.ShouldBe(new Money(2400, Currency.Usd));
        (await world.AuditAsync("subscription.trial_started")).ShouldHaveSingleItem().OrganizationId.ShouldBe(organization);
        (await world.AuditAsync("trial.granted")).ShouldHaveSingleItem();
        var mail = (await world.MailsAsync()).ShouldHaveSingleItem();
        (mail.Kind, mail.OnceKey, mail.ToAddress).ShouldBe(("trial_started", "trial_started:sub_1", "owner@example.com"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Page_and_webhook_may_race_to_create_it(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        var organization = await LinkedAsync(world);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(round => ApplyAsync(world, WireObjects.Trial(), world.Clock.GetUtcNow().AddSeconds(round % 3))));
        await using var db = world.Db();
        (await db.Subscriptions.Include(row => row.Items).SingleAsync()).Items.ShouldHaveSingleItem();
        (await world.AuditAsync("subscription.trial_started")).ShouldHaveSingleItem();
        (await world.MailsAsync()).ShouldHaveSingleItem();
        (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None)).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_older_read_never_wins(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        var organization = await LinkedAsync(world);
        var now = world.Clock.GetUtcNow();
        await ApplyAsync(world, WireObjects.Subscription(status: "canceled") with { EndedAt = now }, now);
        await ApplyAsync(world, WireObjects.Subscription(), now.AddSeconds(-1));
        (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None))!.Status.ShouldBe(SubscriptionStatus.Canceled);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Items_follow_Stripe_when_the_plan_changes(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        await LinkedAsync(world);
        await ApplyAsync(world, WireObjects.Subscription(), world.Clock.GetUtcNow());
        var changed = WireObjects.Subscription(price: "price_business", quantity: 5);
        changed.Items.Data[0] = changed.Items.Data[0] with { Id = "si_new" };
        await ApplyAsync(world, changed, world.Clock.GetUtcNow());
        await using var db = world.Db();
        var item = (await db.Subscriptions.Include(row => row.Items).SingleAsync()).Items.ShouldHaveSingleItem();
        (item.Id.Value, item.PriceId.Value, item.Quantity).ShouldBe(("si_new", "price_business", 5));
        (await world.AuditAsync("subscription.price_changed")).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_subscription_of_nobody_is_kept_as_an_orphan_and_finds_its_owner_later(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        await ApplyAsync(world, WireObjects.Trial(), world.Clock.GetUtcNow());
        await ApplyAsync(world, WireObjects.Trial(), world.Clock.GetUtcNow());
        (await world.AuditAsync("subscription.orphan")).ShouldHaveSingleItem().OrganizationId.ShouldBeNull();
        (await world.MailsAsync()).ShouldBeEmpty();

        var organization = await LinkedAsync(world);
        await ApplyAsync(world, WireObjects.Trial(), world.Clock.GetUtcNow());
        (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None)).ShouldNotBeNull();
        (await world.MailsAsync()).ShouldHaveSingleItem();
        (await world.AuditAsync("subscription.linked")).ShouldHaveSingleItem().OrganizationId.ShouldBe(organization);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_second_live_subscription_is_marked_whatever_order_they_come_in(DatabaseKind kind)
    {
        foreach (var newestFirst in new[] { false, true })
        {
            await using var world = await WithTeamAsync(kind);
            var organization = await LinkedAsync(world);
            Wire.Subscription[] two = [WireObjects.Subscription("sub_1"), WireObjects.Subscription("sub_2", price: "price_business") with { Created = WireObjects.Start.AddHours(1) }];
            foreach (var subscription in newestFirst ? two.Reverse() : two)
                await ApplyAsync(world, subscription, world.Clock.GetUtcNow());
            await ApplyAsync(world, two[1], world.Clock.GetUtcNow());
            (await world.AuditAsync("subscription.duplicate")).ShouldHaveSingleItem().Subject.ShouldBe("sub_2");
            (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None))!.Id.Value.ShouldBe("sub_1");

            await ApplyAsync(world, two[0] with { Status = "canceled", EndedAt = world.Clock.GetUtcNow() }, world.Clock.GetUtcNow());
            (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None))!.Id.Value.ShouldBe("sub_2");
            await using var db = world.Db();
            (await db.Subscriptions.CountAsync(row => row.DuplicateOf != null)).ShouldBe(0);
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_same_card_in_two_organizations_trials_is_a_signal(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        await LinkedAsync(world);
        var second = await world.OrganizationAsync("Second", "second@example.com");
        await world.LinkCustomerAsync(second, "cus_2");
        await ApplyAsync(world, WireObjects.Trial(fingerprint: "F1"), world.Clock.GetUtcNow());
        await ApplyAsync(world, WireObjects.Trial("sub_2", "cus_2", "F1"), world.Clock.GetUtcNow());
        (await world.AuditAsync("trial.card_seen_before")).ShouldHaveSingleItem().OrganizationId.ShouldBe(second);
    }

    [Fact]
    public async Task A_price_of_nobody_is_shown_as_custom()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite);
        var organization = await LinkedAsync(world);
        var foreign = WireObjects.Subscription(price: "price_foreign");
        await ApplyAsync(world, foreign, world.Clock.GetUtcNow());
        var view = (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None))!;
        (view.Plan, view.PlanName).ShouldBe((null, "Custom"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_failed_renewal_shows_its_next_attempt_and_authentication_until_it_is_paid(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        var organization = await LinkedAsync(world);
        var open = WireObjects.Invoice(subscription: "sub_1") with { NextPaymentAttempt = WireObjects.Start.AddDays(3) };
        await ApplyAsync(world, WireObjects.Subscription(status: "past_due") with { LatestInvoice = new("in_1", open) }, world.Clock.GetUtcNow());
        (await ViewAsync(world, organization)).PaymentState.ShouldBe(PaymentState.PastDue);
        (await ViewAsync(world, organization)).NextPaymentAttempt.ShouldBe(WireObjects.Start.AddDays(3));

        await HandleAsync(world, open, "invoice.payment_action_required");
        await HandleAsync(world, open, "invoice.payment_failed");
        (await ViewAsync(world, organization)).PaymentState.ShouldBe(PaymentState.RequiresAction);

        await HandleAsync(world, open with { Status = "paid", NextPaymentAttempt = null }, "invoice.paid");
        await ApplyAsync(world, WireObjects.Subscription(), world.Clock.GetUtcNow());
        var view = await ViewAsync(world, organization);
        (view.PaymentState, view.NextPaymentAttempt).ShouldBe((PaymentState.Ok, null));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_call_for_the_cardholder_may_come_before_the_news_that_the_subscription_has_that_invoice(DatabaseKind kind)
    {
        await using var world = await WithTeamAsync(kind);
        var organization = await LinkedAsync(world);
        var paid = WireObjects.Invoice(status: "paid", subscription: "sub_1");
        await ApplyAsync(world, WireObjects.Subscription() with { LatestInvoice = new("in_1", paid) }, world.Clock.GetUtcNow());
        var open = WireObjects.Invoice("in_2", subscription: "sub_1");
        await HandleAsync(world, open, "invoice.payment_action_required");
        (await ViewAsync(world, organization)).PaymentState.ShouldBe(PaymentState.Ok, "as far as is known this invoice is not the latest");
        await ApplyAsync(world, WireObjects.Subscription(status: "past_due") with { LatestInvoice = new("in_2", open) }, world.Clock.GetUtcNow());
        (await ViewAsync(world, organization)).PaymentState.ShouldBe(PaymentState.RequiresAction);
        await HandleAsync(world, open with { Status = "paid" }, "invoice.payment_action_required");
        await ApplyAsync(world, WireObjects.Subscription() with { LatestInvoice = new("in_2", open with { Status = "paid" }) }, world.Clock.GetUtcNow());
        (await ViewAsync(world, organization)).PaymentState.ShouldBe(PaymentState.Ok, "news that was late must not ask for what is done");
    }

    private static async Task<SubscriptionView> ViewAsync(BillingWorld world, OrganizationId organization) =>
        (await world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None))!;

    private static Task HandleAsync(BillingWorld world, Wire.Invoice invoice, string type) => world.InTransactionAsync(async db =>
        await world.Get<SubscriptionInvoiceEventHandler>().HandleAsync(new("evt_1", type, WireObjects.Start, invoice, false, world.Clock.GetUtcNow()), db, CancellationToken.None));

    private static async Task<BillingWorld> WithTeamAsync(DatabaseKind kind)
    {
        var world = await BillingWorld.CreateAsync(kind);
        await world.SellAsync(("price_team", "team", BillingInterval.Monthly, 2400), ("price_business", "business", BillingInterval.Monthly, 4900));
        return world;
    }

    private static async Task<OrganizationId> LinkedAsync(BillingWorld world)
    {
        var organization = await world.OrganizationAsync();
        await world.LinkCustomerAsync(organization, "cus_1");
        return organization;
    }

    private static Task ApplyAsync(BillingWorld world, Wire.Subscription subscription, DateTimeOffset at) =>
        world.InTransactionAsync(db => world.Get<SubscriptionProjection>().ApplyAsync(db, subscription, at, "stripe:evt_1", CancellationToken.None));
}
