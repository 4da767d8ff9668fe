using System.Diagnostics;
using BillingPortal.Core.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace BillingPortal.Benchmarks;

/// <summary>Fresh, migrated, durable databases in a directory of their own; PostgreSQL is the server in BILLINGPORTAL_TEST_POSTGRES or a private cluster.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("billing-bench-").FullName;
    private readonly string cluster = Path.Combine(Path.GetTempPath(), $"billing-bench-postgres-{Environment.ProcessId}"); // its user must be able to reach it
    private string? server;
    private bool ownCluster;
    private int made;

    public async Task<string> CreateAsync(DatabaseKind kind)
    {
        var url = kind == DatabaseKind.Sqlite
            ? Path.Combine(directory, $"bench{++made}.db")
            : new UriBuilder(await ServerAsync()) { Path = $"bench_{Environment.ProcessId}_{++made}" }.Uri.AbsoluteUri;
        await new BillingDbMigrator(new BillingDbFactory(DatabaseTarget.Parse(url)), NullLogger<BillingDbMigrator>.Instance).MigrateAsync(CancellationToken.None);
        return url;
    }

    public async ValueTask DisposeAsync()
    {
        if (ownCluster)
            await ScriptAsync("stop");
        Directory.Delete(directory, recursive: true);
    }

    private async Task<string> ServerAsync()
    {
        server ??= Environment.GetEnvironmentVariable("BILLINGPORTAL_TEST_POSTGRES");
        if (server is null)
        {
            (server, ownCluster) = (await ScriptAsync("start"), true);
        }

        return server;
    }

    private async Task<string> ScriptAsync(string command)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "BillingPortal.sln")))
            root = root.Parent;
        var script = Path.Combine(root?.FullName ?? throw new InvalidOperationException("The benchmarks run outside their repository."), ".ci", "postgres.sh");
        var start = new ProcessStartInfo(script, [command, cluster]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"postgres.sh {command} failed.");
    }
}
