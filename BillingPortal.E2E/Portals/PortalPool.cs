using BillingPortal.E2E.Portals;
using Xunit;

[assembly: AssemblyFixture(typeof(PortalPool))]

namespace BillingPortal.E2E.Portals;

/// <summary>
/// One portal for each database, shared by all tests that only add their own customers to it. Tests that kill, or that start with other
/// settings, take one of their own.
/// </summary>
public sealed class PortalPool : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Dictionary<Database, Portal> shared = [];

    public TestPostgres Postgres { get; } = new();

    public async Task<Portal> SharedAsync(Database database)
    {
        await starting.WaitAsync();
        try
        {
            if (!shared.TryGetValue(database, out var portal))
                shared[database] = portal = await OwnAsync($"shared-{database}", database);
            return portal;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>A portal that belongs to the caller, who disposes of it.</summary>
    public async Task<Portal> OwnAsync(string name, Database database) =>
        await Portal.StartAsync(new PortalSettings(name, database is Database.Postgres ? await Postgres.NewDatabaseAsync() : null));

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in shared.Values)
            await portal.DisposeAsync();
        await Postgres.DisposeAsync();
        starting.Dispose();
    }
}
