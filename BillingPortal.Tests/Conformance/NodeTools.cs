using System.Diagnostics;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Conformance;

/// <summary>What a program wrote and how it ended.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The output, when the program succeeded; otherwise the test fails with all it said.</summary>
    public string Succeeded() => ExitCode == 0 ? Output : throw new InvalidOperationException($"Exit code {ExitCode}.\n{Output}\n{Errors}");
}

/// <summary>Runs Stripe's Node SDK and command line, pinned in node/package.json, installed once by <c>npm ci</c>.</summary>
public static class NodeTools
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "BillingPortal.Tests", "Conformance", "node");
    private static readonly SemaphoreSlim InstallOnce = new(1);

    /// <summary>A script of Conformance/node; <paramref name="input"/> is its standard input.</summary>
    public static async Task<ProgramRun> ScriptAsync(string script, string input = "", params string[] arguments)
    {
        await InstallAsync();
        return await RunAsync("node", [script, .. arguments], input);
    }

    /// <summary>The real Stripe CLI, with a home of its own so that no login of the developer is ever used.</summary>
    public static async Task<ProgramRun> StripeCliAsync(params string[] arguments)
    {
        await InstallAsync();
        var home = Directory.CreateTempSubdirectory("billingportal-cli-");
        try
        {
            return await RunAsync("node", [Path.Combine("node_modules", "@stripe", "cli", "bin", "shim.js"), .. arguments], "", home.FullName);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static async Task InstallAsync()
    {
        await InstallOnce.WaitAsync();
        try
        {
            if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
                (await RunAsync("npm", ["ci", "--ignore-scripts"], "")).Succeeded();
        }
        finally
        {
            InstallOnce.Release();
        }
    }

    private static async Task<ProgramRun> RunAsync(string program, IEnumerable<string> arguments, string input, string? home = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["STRIPE_CLI_TELEMETRY_OPTOUT"] = "1";
        if (home is not null)
            start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = home;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new ProgramRun(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"'{start.FileName}' did not start: the conformance tests need Node.js 20 or newer and npm on the PATH.", missing);
        }
    }
}
