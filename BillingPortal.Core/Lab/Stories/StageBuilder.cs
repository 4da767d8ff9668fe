using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Sets the stage for one story: an organization with an owner who has an address, a test clock, a customer on it.</summary>
public sealed class StageBuilder(IDbContextFactory<BillingDb> databases, StripeClient stripe, CatalogQueries catalog, OrganizationService organizations, PortalSide portal, SandboxControls sandbox)
{
    /// <summary>Owner of all organizations of the lab. It has no password, so nobody can sign in with it.</summary>
    public const string OwnerAddress = "lab@example.com";

    internal static readonly Guid Owner = new("00000000-0000-4000-8000-00000000001a");

    /// <param name="run">The run's id: names of organization and clock carry it.</param>
    public async Task<Stage> BuildAsync(Scenario scenario, string run, CancellationToken cancellation)
    {
        var now = (await sandbox.ClockAsync(cancellation)).Now; // a story that began before the sandbox's own time would meet objects of the future
        var cast = Cast.From(await catalog.CurrentAsync(cancellation), catalog.DefaultPlan);
        var organization = await OrganizationAsync($"Lab: {scenario.Title} ({run[^6..]})", now, cancellation);
        var side = new StripeSide(stripe, run);
        var newest = await side.GetAsync<Wire.StripeList<Wire.Event>>("/v1/events", new { Limit = 1 }, cancellation);
        var clock = await side.PostAsync<TestClock>(
            "/v1/test_helpers/test_clocks", new { FrozenTime = now, Name = $"lab {scenario.Name}" }, cancellation);
        var customer = await side.PostAsync<Wire.Customer>("/v1/customers", new
        {
            Email = OwnerAddress, Name = scenario.Title, TestClock = clock.Id, Metadata = new Dictionary<string, string> { [OrganizationLookup.MetadataKey] = organization.Value },
        }, cancellation);
        var events = new EventWatch(side, databases, newest.Data.FirstOrDefault()?.Id);
        events.Follow(customer.Id, clock.Id);
        var stage = new Stage(cast, organization, new CustomerId(customer.Id), side, portal, sandbox) { Clock = clock, Events = events, Cancellation = cancellation };
        await stage.LookAsync(); // customer.created ties the customer to the organization, as for a customer made by hand at Stripe
        return stage;
    }

    private async Task<OrganizationId> OrganizationAsync(string name, DateTimeOffset now, CancellationToken cancellation)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellation))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await db.LockAsync("lab:owner", cancellation);
            if (!await db.Users.AnyAsync(user => user.Id == Owner, cancellation))
            {
                var upper = OwnerAddress.ToUpperInvariant();
                db.Users.Add(new PortalUser { Id = Owner, UserName = OwnerAddress, NormalizedUserName = upper, Email = OwnerAddress, NormalizedEmail = upper, EmailConfirmed = true, DisplayName = "Lab", CreatedAt = now });
                await db.SaveChangesAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }

        var made = await organizations.CreateAsync(Owner, name[..Math.Min(name.Length, OrganizationService.MaxNameLength)], cancellation);
        return made.Succeeded ? made.Value.OrganizationId : throw new StoryException(made.Error.Detail);
    }
}
