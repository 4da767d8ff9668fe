using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Lab;

public sealed class SandboxResetTests
{
    /// <summary>The portal's own: people, organizations, logs, results; and the catalog, which is loaded again. Events may come in anew at once.</summary>
    private static readonly string[] Kept =
        ["identity_users", "identity_roles", "organizations", "members", "api_tokens", "outbox_messages", "audit_entries", "lab_runs", "catalog_prices", "data_protection_keys", "inbox_events", "inbox_attempts", "inbox_leases"];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task After_a_reset_portal_and_sandbox_know_the_same_nothing_and_one_can_buy_again(DatabaseKind kind)
    {
        await using var room = await LabRoom.OpenAsync(kind);
        await room.BuyAsync();
        var story = await room.Get<ScenarioRunner>().RunToEndAsync(ScenarioLibrary.Find("trial-to-paid")!, CancellationToken.None);
        await room.Get<LabRunStore>().SaveAsync(story, LabRoom.Actor, CancellationToken.None);
        var priceBefore = await PriceAsync(room);

        (await room.Get<SandboxReset>().RunAsync("Reset Sandbox ", LabRoom.Actor, CancellationToken.None)).ShouldBeNull();

        (await room.CurrentAsync()).ShouldBeNull();
        (await room.Get<EntitlementQueries>().ForOrganizationAsync(room.Organization, CancellationToken.None)).Plan.Value.ShouldBe("community");
        (await CustomersAtStripeAsync(room)).ShouldBe(0);
        await using (var db = room.Portal.Database.CreateDbContext())
        {
            (await db.Organizations.SingleAsync(row => row.Id == room.Organization)).CustomerId.ShouldBeNull("its customer does not exist any more");
            (await db.Organizations.CountAsync(row => row.Name.StartsWith("Lab: "))).ShouldBe(0, "stages of old stories are gone");
            var filled = new List<string>();
            foreach (var table in db.Model.GetEntityTypes().Where(type => !type.ClrType.Namespace!.StartsWith("Microsoft", StringComparison.Ordinal)).Select(type => type.GetTableName()!).Except(Kept))
            {
#pragma warning disable EF1002 // The name of a table comes from the model, not from anybody.
                var rows = await db.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM {table}").SingleAsync();
#pragma warning restore EF1002
                filled.AddRange(rows > 0 ? [table] : []);
            }

            filled.ShouldBeEmpty("what came from the sandbox is gone; a new table is forgotten by SandboxReset or is one of those that are kept");
            (await db.BillingCustomers.CountAsync(), await db.InboxEvents.CountAsync(row => row.Status == InboxStatus.Parked)).ShouldBe((0, 0));
        }

        (await PriceAsync(room)).ShouldNotBe(priceBefore, "the catalog was loaded into the empty sandbox");
        (await room.Get<LabRunStore>().GetAsync(story.Id, CancellationToken.None)).ShouldNotBeNull("results are evidence and stay");
        var entry = (await room.AuditAsync("lab.reset")).ShouldHaveSingleItem();
        entry.Actor.ShouldBe(LabRoom.Actor);
        entry.BeforeJson!.ShouldContain("\"subscriptions\":2");

        await room.BuyAsync("business");
        (await room.EventuallyAsync(view => view.Plan?.Value == "business", "new subscription")).Status.ShouldBe(SubscriptionStatus.Active);
    }

    [Fact]
    public async Task Nothing_is_forgotten_without_the_typed_words_without_an_answer_or_at_Stripe_itself()
    {
        await using var room = await LabRoom.OpenAsync(DatabaseKind.Sqlite);
        await room.BuyAsync();
        var (reset, stripe) = (room.Get<SandboxReset>(), room.Get<StripeOptions>());
        foreach (var typed in new[] { null, "", "yes", "reset" })
            (await reset.RunAsync(typed, LabRoom.Actor, CancellationToken.None))!.Detail.ShouldContain("reset sandbox");
        stripe.ApiBase = "http://127.0.0.1:9";
        await Should.ThrowAsync<HttpRequestException>(() => reset.RunAsync(SandboxReset.Confirmation, LabRoom.Actor, CancellationToken.None));
        stripe.SecretKey = "sk_live_lab1";
        await Should.ThrowAsync<InvalidOperationException>(() => reset.RunAsync(SandboxReset.Confirmation, LabRoom.Actor, CancellationToken.None));
        (stripe.ApiBase, stripe.SecretKey) = ("https://api.stripe.com", "sk_test_lab1");
        await Should.ThrowAsync<InvalidOperationException>(() => reset.RunAsync(SandboxReset.Confirmation, LabRoom.Actor, CancellationToken.None));
        (await room.CurrentAsync())!.Status.ShouldBe(SubscriptionStatus.Active);
        (await room.AuditAsync("lab.reset")).ShouldBeEmpty();
    }

    private static async Task<PriceId> PriceAsync(LabRoom room) =>
        (await room.Get<CatalogQueries>().CurrentAsync(CancellationToken.None)).Find(new PlanCode("team"))!.PriceFor(BillingInterval.Monthly, Currency.Usd)!.Id;

    private static async Task<int> CustomersAtStripeAsync(LabRoom room)
    {
        var count = 0;
        await foreach (var _ in room.Get<StripeClient>().ListAllAsync<Wire.Customer>("/v1/customers", null, CancellationToken.None))
            count++;
        return count;
    }
}
