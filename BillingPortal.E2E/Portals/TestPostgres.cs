using System.Collections.Concurrent;

namespace BillingPortal.E2E.Portals;

/// <summary>
/// The PostgreSQL server of this run: the one that <c>BILLINGPORTAL_TEST_POSTGRES</c> names, else a private cluster that is started at the
/// first wish and stopped at the end. Each portal gets a database of its own in it.
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, ".ci", "postgres.sh");
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly ConcurrentQueue<string> made = [];
    private string? server = Environment.GetEnvironmentVariable("BILLINGPORTAL_TEST_POSTGRES");
    private string? ownFolder;

    /// <summary>Makes an empty database and returns its URL.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var address = new UriBuilder(await ServerAsync());
        var name = $"e2e_{Guid.NewGuid():N}";
        await AskAsync($"create database {name}");
        made.Enqueue(name);
        address.Path = name;
        return address.Uri.ToString();
    }

    /// <summary>Leaves a server that others lent us as it was.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ownFolder is not null)
        {
            await Command.RunAsync(Script, "stop", ownFolder);
        }
        else
        {
            foreach (var name in made)
                await AskAsync($"drop database {name} with (force)");
        }

        starting.Dispose();
    }

    private async Task AskAsync(string sql) => await Command.RunAsync("psql", await ServerAsync(), "--quiet", "--command", sql);

    private async Task<string> ServerAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (server is not null)
                return server;
            ownFolder = Directory.CreateTempSubdirectory("billingportal-postgres-").FullName;
            return server = await Command.RunAsync(Script, "start", ownFolder, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        finally
        {
            starting.Release();
        }
    }
}
