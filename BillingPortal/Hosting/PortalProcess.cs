using System.Text.Json;
using BillingPortal.Access;
using BillingPortal.CommandLine;
using BillingPortal.Endpoints;

namespace BillingPortal.Hosting;

/// <summary>Makes a portal that is not started yet.</summary>
public delegate WebApplication PortalBuild(string[] args, IReadOnlyDictionary<string, string> environment);

/// <summary>First look at what was typed: no words start the portal, words run a command on a portal that does not listen.</summary>
public sealed class PortalProcess(PortalBuild build, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter error)
{
    /// <returns>The process's exit code: 0 done, 1 failed check, 2 wrong use.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")
                ? await ServeAsync(args)
                : await PortalCommandLine.RunAsync(args, new CommandContext(RunCommandAsync, JsonForm(), output), output, error);
        }
        catch (StartRefusedException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
    }

    private async Task<int> ServeAsync(string[] args)
    {
        await using var app = build(ServeSwitches.Apply(args), environment);
        await app.StartPortalAsync();
        Welcome.Print(app, output);
        await app.WaitForShutdownAsync();
        return PortalCommandLine.Done;
    }

    /// <summary>A command gets checked configuration and a migrated database; nothing listens and no worker runs.</summary>
    private async Task<int> RunCommandAsync(CommandPlace place, Func<IServiceProvider, Task<int>> command, CancellationToken cancellation)
    {
        if (place == CommandPlace.ThrowAwayPortal)
            return await new ThrowAwayPortal(build, Quiet()).RunAsync(command, cancellation);
        await using var app = build([], Quiet());
        await app.MigrateAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        if (place == CommandPlace.WithStripe && app.Services.GetRequiredService<PortalMode>().IsSandbox)
            await app.Services.GetRequiredService<SandboxStartup>().FindOrStartAsync(cancellation);
        return await command(scope.ServiceProvider);
    }

    /// <summary>A command's output is its answer; logs would mix with it.</summary>
    private Dictionary<string, string> Quiet() => new(environment, StringComparer.Ordinal) { [PortalLogging.MinimumLevelVariable] = "Error" };

    private static JsonSerializerOptions JsonForm()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        return options;
    }
}
