using BillingPortal.Core.Data;
using BillingPortal.Tests.Host;

[assembly: AssemblyFixture(typeof(SharedPortals))]

namespace BillingPortal.Tests.Host;

/// <summary>One portal for each kind of database, started when first asked for and shared by all tests that need nothing special. Tests make their own people.</summary>
public sealed class SharedPortals : IAsyncDisposable
{
    private readonly Lazy<Task<PortalHost>> sqlite = new(() => PortalHost.StartAsync(DatabaseKind.Sqlite));
    private readonly Lazy<Task<PortalHost>> postgres = new(() => PortalHost.StartAsync(DatabaseKind.Postgres));

    public Task<PortalHost> OnAsync(DatabaseKind kind) => (kind == DatabaseKind.Sqlite ? sqlite : postgres).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in new[] { sqlite, postgres }.Where(portal => portal.IsValueCreated))
            await (await portal.Value).DisposeAsync();
    }
}
