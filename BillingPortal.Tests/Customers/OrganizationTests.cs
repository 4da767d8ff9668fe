using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Customers;

public sealed class OrganizationTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_same_name_from_the_same_user_is_the_same_organization_even_at_once(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var user = await UserAsync(world, "ann@example.com");
        var service = world.Get<OrganizationService>();
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.CreateAsync(user, "  Ann's   Works ", CancellationToken.None)));
        made.Select(outcome => outcome.Value!.OrganizationId).Distinct().ShouldHaveSingleItem();
        made[0].Value!.OrganizationName.ShouldBe("Ann's Works");
        (await service.ForUserAsync(user, CancellationToken.None)).ShouldHaveSingleItem().Role.ShouldBe(MemberRole.Owner);
        (await world.AuditAsync("organization.created")).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nobody_sees_an_organization_they_do_not_belong_to(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await world.OrganizationAsync("Ann's Works", "ann@example.com");
        var stranger = await UserAsync(world, "bob@example.com");
        (await world.Get<OrganizationService>().FindAsync(stranger, organization, CancellationToken.None)).ShouldBeNull();
        (await world.Get<OrganizationService>().ForUserAsync(stranger, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("x")]
    [InlineData("bell\u0007bell")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite);
        var user = await UserAsync(world, "ann@example.com");
        (await world.Get<OrganizationService>().CreateAsync(user, name, CancellationToken.None)).Error!.Fields.Keys.ShouldContain("name");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_console_finds_by_part_of_the_name_and_by_ids(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await world.OrganizationAsync("Grüne Wiese", "ann@example.com");
        await world.OrganizationAsync("Other", "bob@example.com");
        await world.LinkCustomerAsync(organization, "cus_42");
        var queries = world.Get<OrganizationQueries>();
        foreach (var search in new[] { "grüne", "WIESE", organization.Value, "cus_42" })
            (await queries.ListAsync(search, 0, 10, CancellationToken.None)).Rows.ShouldHaveSingleItem().Id.ShouldBe(organization);
        (await queries.ListAsync(null, 0, 1, CancellationToken.None)).HasMore.ShouldBeTrue();
        (await queries.GetAsync(organization, CancellationToken.None))!.Members.ShouldHaveSingleItem().Email.ShouldBe("ann@example.com");
        (await queries.GetAsync(new OrganizationId("org_none"), CancellationToken.None)).ShouldBeNull();
    }

    private static async Task<Guid> UserAsync(BillingWorld world, string email)
    {
        await using var db = world.Db();
        var user = new PortalUser { Id = Guid.NewGuid(), UserName = email, Email = email };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }
}
