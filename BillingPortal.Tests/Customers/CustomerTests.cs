using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Customers;

public sealed class CustomerTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task However_many_ask_at_once_there_is_one_customer(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind, sandbox: true, TimeProvider.System);
        await using var twin = world.Another();
        var organization = await world.OrganizationAsync();
        var customers = await Task.WhenAll(Enumerable.Range(0, 6).Select(round =>
            (round % 2 == 0 ? world : twin).Get<CustomerService>().FindOrCreateAsync(organization, $"owner{round}@example.com", CancellationToken.None)));
        customers.Distinct().ShouldHaveSingleItem();
        (await AtStripeAsync(world)).ShouldHaveSingleItem().Metadata["org_id"].ShouldBe(organization.Value);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_crash_after_Stripe_said_yes_finds_the_same_customer_by_the_key(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind, sandbox: true);
        var organization = await world.OrganizationAsync();
        var first = await world.Get<CustomerService>().FindOrCreateAsync(organization, "owner@example.com", CancellationToken.None);
        await ForgetAsync(world, organization);
        (await world.Get<CustomerService>().FindOrCreateAsync(organization, "other@example.com", CancellationToken.None)).ShouldBe(first);
        (await AtStripeAsync(world)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_crash_that_nobody_noticed_for_days_finds_the_customer_by_looking()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite, sandbox: true);
        var organization = await world.OrganizationAsync();
        var first = await world.Get<CustomerService>().FindOrCreateAsync(organization, "owner@example.com", CancellationToken.None);
        await ForgetAsync(world, organization);
        world.Time.Advance(TimeSpan.FromDays(3));
        (await world.Get<CustomerService>().FindOrCreateAsync(organization, "owner@example.com", CancellationToken.None)).ShouldBe(first);
        (await AtStripeAsync(world)).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task After_a_deletion_at_Stripe_the_next_checkout_gets_a_new_customer(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind, sandbox: true);
        var organization = await world.OrganizationAsync();
        var service = world.Get<CustomerService>();
        var first = await service.FindOrCreateAsync(organization, "owner@example.com", CancellationToken.None);
        await world.InTransactionAsync(db => CustomerProjection.ApplyAsync(db, WireObjects.Customer(first.Value) with { Deleted = true }, world.Clock.GetUtcNow(), CancellationToken.None));
        (await service.FindAsync(organization, CancellationToken.None)).ShouldBeNull();
        (await service.FindOrCreateAsync(organization, "owner@example.com", CancellationToken.None)).ShouldNotBe(first);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_older_read_changes_nothing_and_edited_metadata_moves_nobody(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var (mine, theirs) = (await world.OrganizationAsync("Mine", "a@example.com"), await world.OrganizationAsync("Theirs", "b@example.com"));
        var now = world.Clock.GetUtcNow();
        await ApplyAsync(world, WireObjects.Customer(organization: mine) with { Name = "new" }, now);
        await ApplyAsync(world, WireObjects.Customer(organization: mine) with { Name = "old" }, now.AddSeconds(-1));
        await ApplyAsync(world, WireObjects.Customer(organization: theirs) with { Name = "newest" }, now.AddSeconds(1));
        await using var db = world.Db();
        var row = await db.BillingCustomers.SingleAsync();
        (row.Name, row.OrganizationId).ShouldBe(("newest", mine));
        (await db.Organizations.SingleAsync(organization => organization.Id == theirs)).CustomerId.ShouldBeNull();
    }

    [Fact]
    public async Task A_customer_of_somebody_else_is_kept_without_an_organization()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite);
        await ApplyAsync(world, WireObjects.Customer(organization: new OrganizationId("org_elsewhere")), world.Clock.GetUtcNow());
        await using var db = world.Db();
        (await db.BillingCustomers.SingleAsync()).OrganizationId.ShouldBeNull();
    }

    private static Task ApplyAsync(BillingWorld world, Wire.Customer customer, DateTimeOffset at) =>
        world.InTransactionAsync(db => CustomerProjection.ApplyAsync(db, customer, at, CancellationToken.None));

    /// <summary>What is left when the process dies after Stripe's answer and before our commit.</summary>
    private static Task ForgetAsync(BillingWorld world, OrganizationId organization) => world.InTransactionAsync(async db =>
    {
        (await db.Organizations.SingleAsync(row => row.Id == organization)).CustomerId = null;
        db.BillingCustomers.RemoveRange(await db.BillingCustomers.ToListAsync());
    });

    private static async Task<List<Wire.Customer>> AtStripeAsync(BillingWorld world)
    {
        var customers = new List<Wire.Customer>();
        await foreach (var customer in world.Get<StripeClient>().ListAllAsync<Wire.Customer>("/v1/customers", null, CancellationToken.None))
            customers.Add(customer);
        return customers;
    }
}
