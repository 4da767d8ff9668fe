namespace BillingPortal.E2E.Portals;

/// <summary>
/// The PostgreSQL server of this run: the one that <c>BILLINGPORTAL_TEST_POSTGRES</c> names, else a private cluster that is started at the
/// first wish and stopped at the end. Each portal gets a database of its own in it.
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, ".ci", "postgres.sh");
    private readonly SemaphoreSlim starting = new(1, 1);
    private string? server = Environment.GetEnvironmentVariable("BILLINGPORTAL_TEST_POSTGRES");
    private string? ownFolder;

    /// <summary>Makes an empty database and returns its URL.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var address = new UriBuilder(await ServerAsync());
        var name = $"e2e_{Guid.NewGuid():N}";
        await Command.RunAsync("psql", address.Uri.ToString(), "--quiet", "--command", $"create database {name}");
        address.Path = name;
        return address.Uri.ToString();
    }

    /// <summary>Drops what <see cref="NewDatabaseAsync"/> made; a server that others lent us is left as it was.</summary>
    public async Task DropAsync(string databaseUrl) =>
        await Command.RunAsync("psql", await ServerAsync(), "--quiet", "--command", $"drop database {new Uri(databaseUrl).AbsolutePath.Trim('/')} with (force)");

    public async ValueTask DisposeAsync()
    {
        starting.Dispose();
        if (ownFolder is null)
            return;
        await Command.RunAsync(Script, "stop", ownFolder);
        Directory.Delete(ownFolder, recursive: true);
    }

    private async Task<string> ServerAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (server is not null)
                return server;
            ownFolder = Directory.CreateTempSubdirectory("billingportal-postgres-").FullName;
            await Command.RunAsync("chmod", "755", ownFolder);   // the server runs as another user when the tests run as root
            return server = await Command.RunAsync(Script, "start", ownFolder);
        }
        finally
        {
            starting.Release();
        }
    }
}
