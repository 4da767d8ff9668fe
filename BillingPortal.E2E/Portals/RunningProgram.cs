using System.Diagnostics;

namespace BillingPortal.E2E.Portals;

/// <summary>One of our programs as a process of its own, in an own folder, with its output kept. It can be killed and started again.</summary>
public sealed class RunningProgram(string name, string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly string[] OurSettings = ["STRIPE_", "BILLING_", "TRIAL_", "APP_", "AUTH_", "API_", "DATA_", "DATABASE_", "EMAIL_", "SMTP_", "PROCESSING_", "ASPNETCORE_", "DOTNET_ENVIRONMENT"];
    private Process? process;

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("billingportal-e2e-");

    public PortalLog Log { get; } = new(name);

    /// <param name="isReady">Asked again and again until it says yes.</param>
    public async Task StartAsync(Func<Task<bool>> isReady, params (string Key, string Value)[] overrides)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = Folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Whatever the developer has set for the real thing must not leak into a test.
        foreach (var key in start.Environment.Keys.Where(key => OurSettings.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(key);
        foreach (var (key, value) in environment.Concat(overrides.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))))
            start.Environment[key] = value;

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => Log.Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilReadyAsync(process, isReady);
    }

    /// <summary>SIGKILL: nothing gets the chance to finish, flush or say goodbye.</summary>
    public async Task KillAsync()
    {
        var running = process ?? throw new InvalidOperationException($"{name} is not running.");
        process = null;
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync();
        running.Dispose();
        Log.Write("---- killed ----");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        Log.Dispose();
        Folder.Delete(recursive: true);
    }

    private async Task WaitUntilReadyAsync(Process running, Func<Task<bool>> isReady)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (watch.Elapsed < StartLimit)
        {
            if (running.HasExited)
                throw new InvalidOperationException($"{name} ended with code {running.ExitCode}:\n{Log.Tail()}");
            if (await isReady())
                return;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"{name} was not ready after {StartLimit}:\n{Log.Tail()}");
    }
}
