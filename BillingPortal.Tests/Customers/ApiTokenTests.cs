using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Customers;

public sealed class ApiTokenTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_token_opens_what_it_was_made_for_and_is_never_stored(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await world.OrganizationAsync();
        var tokens = world.Get<ApiTokenService>();
        var made = (await tokens.CreateAsync("meter", "owner", organization, null, "user:1", CancellationToken.None)).Value!;
        made.Secret.ShouldStartWith("bpt_");
        var identity = (await tokens.FindAsync(made.Secret, CancellationToken.None))!;
        (identity.MemberRole, identity.ConsoleRole, identity.OrganizationId).ShouldBe((MemberRole.Owner, null, organization));
        await using var db = world.Db();
        (await db.ApiTokens.SingleAsync()).Hash.ShouldNotContain(made.Secret[4..]);
        (await world.AuditAsync("api_token.created")).ShouldHaveSingleItem().AfterJson!.ShouldNotContain(made.Secret);
    }

    [Fact]
    public async Task Expired_revoked_unknown_and_malformed_tokens_open_nothing()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite);
        var tokens = world.Get<ApiTokenService>();
        var brief = (await tokens.CreateAsync("brief", "support", null, TimeSpan.FromHours(1), "command:admin", CancellationToken.None)).Value!;
        var revoked = (await tokens.CreateAsync("revoked", "superadmin", null, null, "command:admin", CancellationToken.None)).Value!;
        (await tokens.FindAsync(brief.Secret, CancellationToken.None))!.ConsoleRole.ShouldBe("support");
        (await tokens.RevokeAsync(revoked.Row.Id, "user:1", CancellationToken.None)).ShouldBeTrue();
        (await tokens.RevokeAsync(revoked.Row.Id, "user:1", CancellationToken.None)).ShouldBeFalse();
        world.Time.Advance(TimeSpan.FromHours(1));
        foreach (var secret in new[] { brief.Secret, revoked.Secret, "bpt_000000000000000000000000", "sk_test_1", "", null })
            (await tokens.FindAsync(secret, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("owner", null, "organization")]
    [InlineData("emperor", null, "role")]
    public async Task A_token_that_means_nothing_is_not_made(string role, string? organization, string field)
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite);
        var id = organization is null ? (OrganizationId?)null : new OrganizationId(organization);
        var outcome = await world.Get<ApiTokenService>().CreateAsync("name", role, id, null, "user:1", CancellationToken.None);
        outcome.Error!.Fields.Keys.ShouldContain(field);
    }
}
