using BillingPortal.Core.Data;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;

[assembly: AssemblyFixture(typeof(SharedPortals))]

namespace BillingPortal.Tests.Host;

/// <summary>One portal for each kind of database, started when first asked for and shared by all tests that need nothing special. Tests make their own people.</summary>
public sealed class SharedPortals
{
    private readonly Lazy<Task<PortalHost>> sqlite = new(() => StartAsync(DatabaseKind.Sqlite));
    private readonly Lazy<Task<PortalHost>> postgres = new(() => StartAsync(DatabaseKind.Postgres));

    public Task<PortalHost> OnAsync(DatabaseKind kind) => (kind == DatabaseKind.Sqlite ? sqlite : postgres).Value;

    private static async Task<PortalHost> StartAsync(DatabaseKind kind)
    {
        var portal = await PortalHost.StartAsync(kind);
        DatabaseServers.Users.Add(portal);
        return portal;
    }
}
