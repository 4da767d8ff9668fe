using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Journeys;

public sealed class TrialJourneyTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_trial_from_the_click_to_the_mail(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        var started = await shop.StartedAsync();
        started.TrialApplied.ShouldBeTrue();
        await StripeSide.PayAsync(shop.World, started.SessionId);
        await StripeSide.DeliverAllAsync(shop.World);

        var current = (await shop.CurrentAsync())!;
        (current.Status, current.Plan, current.Quantity).ShouldBe((SubscriptionStatus.Trialing, new PlanCode("team"), 3));
        (current.TrialEnd - current.TrialStart).ShouldBe(TimeSpan.FromDays(14));
        var entitlements = await shop.World.Get<EntitlementQueries>().ForOrganizationAsync(shop.Organization, CancellationToken.None);
        (entitlements.Plan.Value, entitlements.Saas, entitlements.Seats).ShouldBe(("team", true, 3));
        var mail = (await shop.World.MailsAsync()).ShouldHaveSingleItem();
        (mail.OnceKey, mail.ToAddress).ShouldBe(($"trial_started:{current.Id}", "owner@example.com"));
        foreach (var act in new[] { "checkout.started", "checkout.completed", "subscription.trial_started", "trial.granted" })
            (await shop.World.AuditAsync(act)).ShouldHaveSingleItem().OrganizationId.ShouldBe(shop.Organization);
        (await shop.ReturnAsync(started.SessionId)).State.ShouldBe(CheckoutReturnState.Done);
        await using var db = shop.World.Db();
        (await db.BillingCustomers.SingleAsync()).OrganizationId.ShouldBe(shop.Organization);
        (await db.TrialGrants.SingleAsync()).CardFingerprint.ShouldNotBeNullOrEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Page_first_or_webhook_first_comes_to_the_same(DatabaseKind kind)
    {
        var ends = new List<object>();
        foreach (var pageFirst in new[] { true, false })
        {
            await using var shop = await Shop.OpenAsync(kind);
            var started = await shop.StartedAsync();
            await StripeSide.PayAsync(shop.World, started.SessionId);
            if (pageFirst)
                (await shop.ReturnAsync(started.SessionId)).State.ShouldBe(CheckoutReturnState.Done);
            await StripeSide.DeliverAllAsync(shop.World);
            (await shop.ReturnAsync(started.SessionId)).State.ShouldBe(CheckoutReturnState.Done);
            ends.Add(await EndAsync(shop));
        }

        ends[0].ShouldBe(ends[1]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Page_and_webhook_at_once_come_to_the_same(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        var started = await shop.StartedAsync();
        await StripeSide.PayAsync(shop.World, started.SessionId);
        foreach (var json in await StripeSide.EventsAsync(shop.World))
            await StripeSide.SendAsync(shop.World, json);
        var returns = Enumerable.Range(0, 3).Select(_ => shop.ReturnAsync(started.SessionId));
        await Task.WhenAll([shop.World.Get<InboxProcessor>().ProcessDueAsync(CancellationToken.None), .. returns]);
        await StripeSide.ProcessAsync(shop.World);
        (await EndAsync(shop)).ShouldBe(("Trialing", "team", 1, 1, 1));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 1)]
    [InlineData(DatabaseKind.Sqlite, 2)]
    [InlineData(DatabaseKind.Postgres, 3)]
    [InlineData(DatabaseKind.Postgres, 4)]
    public async Task Events_in_any_order_and_twice_come_to_the_same(DatabaseKind kind, int seed)
    {
        await using var shop = await Shop.OpenAsync(kind);
        await StripeSide.PayAsync(shop.World, (await shop.StartedAsync()).SessionId);
        var events = await StripeSide.EventsAsync(shop.World);
        string[] shuffled = [.. events, .. events];
        new Random(seed).Shuffle(shuffled);
        foreach (var part in shuffled.Chunk(4))
            await StripeSide.DeliverAsync(shop.World, part);
        (await EndAsync(shop)).ShouldBe(("Trialing", "team", 1, 1, 1));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_second_trial_is_denied_before_Checkout_and_paid_at_once_after_agreeing(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        await StripeSide.PayAsync(shop.World, (await shop.StartedAsync()).SessionId);
        await StripeSide.DeliverAllAsync(shop.World);
        await shop.CancelAtStripeAsync((await shop.CurrentAsync())!.Id);
        await StripeSide.DeliverAllAsync(shop.World);
        (await shop.World.Get<EntitlementQueries>().ForOrganizationAsync(shop.Organization, CancellationToken.None)).Plan.Value.ShouldBe("community");

        (await shop.World.Get<CheckoutService>().TrialEligibilityAsync(shop.Organization, CancellationToken.None)).Eligible.ShouldBeFalse();
        var sessionsBefore = (await shop.SessionsAtStripeAsync()).Count;
        var denied = (await shop.StartAsync()).Error!;
        denied.Code.ShouldBe(BillingErrorCode.TrialAgreementRequired);
        denied.Detail.ShouldContain("already had its free trial");
        (await shop.SessionsAtStripeAsync()).Count.ShouldBe(sessionsBefore);
        (await shop.World.AuditAsync("trial.denied")).ShouldHaveSingleItem().Actor.ShouldBe("user:1");

        var paid = await shop.StartedAsync(shop.Request(agreed: true));
        (paid.TrialApplied, paid.TrialDeniedReason).ShouldBe((false, denied.Detail.Replace(" The subscription would be charged at once.", "", StringComparison.Ordinal)));
        await StripeSide.PayAsync(shop.World, paid.SessionId);
        await StripeSide.DeliverAllAsync(shop.World);
        (await shop.CurrentAsync())!.Status.ShouldBe(SubscriptionStatus.Active);
        var invoices = (await shop.World.Get<InvoiceQueries>().ListAsync(shop.Organization, null, 10, CancellationToken.None)).Rows;
        invoices.ShouldContain(invoice => invoice.Status == "paid" && invoice.Total == new Money(7200, Currency.Usd));
        (await shop.World.MailsAsync()).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_crash_after_the_payment_loses_nothing(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        await StripeSide.PayAsync(shop.World, (await shop.StartedAsync()).SessionId);
        foreach (var json in await StripeSide.EventsAsync(shop.World))
            await StripeSide.SendAsync(shop.World, json); // stored, and then the process is gone

        await using var next = shop.World.Another();
        await StripeSide.ProcessAsync(next);
        (await EndAsync(shop)).ShouldBe(("Trialing", "team", 1, 1, 1));
    }

    [Fact]
    public async Task A_subscription_made_by_hand_for_an_unknown_customer_is_an_orphan_and_no_loop()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite);
        await StripeSide.PayAsync(shop.World, (await shop.StartedAsync()).SessionId);
        await shop.World.InTransactionAsync(async db =>
        {
            await db.Members.ExecuteDeleteAsync();
            await db.Organizations.ExecuteDeleteAsync();
        });
        await StripeSide.DeliverAllAsync(shop.World);
        (await shop.World.AuditAsync("subscription.orphan")).ShouldHaveSingleItem();
    }

    private static async Task<(string Status, string? Plan, int Subscriptions, int Mails, int Grants)> EndAsync(Shop shop)
    {
        var current = (await shop.CurrentAsync())!;
        await using var db = shop.World.Db();
        return (current.Status.ToString(), current.Plan?.Value, await db.Subscriptions.CountAsync(), (await shop.World.MailsAsync()).Count, await db.TrialGrants.CountAsync());
    }
}
