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
    private readonly TestPostgres postgres = new();
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Dictionary<Database, Portal> shared = [];

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
    public Task<Portal> OwnAsync(string name, Database database, params (string Key, string Value)[] environment) =>
        Portal.StartAsync(new PortalSettings(name, database) { Environment = environment.ToDictionary(pair => pair.Key, pair => pair.Value) }, postgres);

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in shared.Values)
            await portal.DisposeAsync();
        await postgres.DisposeAsync();
        starting.Dispose();
    }
}
