using System.Diagnostics;

namespace BillingPortal.Tests.Databases;

/// <summary>A private PostgreSQL cluster in a directory of its own; it stops with this process even when that is killed.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string home;

    private PostgresCluster(string home, string url) => (this.home, Url) = (home, url);

    /// <summary>A user that may create databases.</summary>
    public string Url { get; }

    public static async Task<PostgresCluster> StartAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"billing-postgres-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
        var url = await RunAsync("start", directory, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new PostgresCluster(directory, url.Trim());
    }

    /// <summary>Stops the server at once, without a checkpoint, as a crash does.</summary>
    public Task HaltAsync() => RunAsync("halt", home);

    public Task ResumeAsync() => RunAsync("resume", home);

    public async ValueTask DisposeAsync() => await RunAsync("stop", home);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RepositoryRoot.Path, ".ci", "postgres.sh"), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"postgres.sh {arguments[0]} failed: {await errors}");
    }
}
