using System.CommandLine;
using System.Text.Json;
using BillingPortal.Access;
using BillingPortal.Endpoints;
using BillingPortal.Hosting;

namespace BillingPortal.CommandLine;

/// <summary>What every command shares: the switch <c>--json</c>, the portal's services without a server, and one way to print.</summary>
public sealed class CommandContext(IReadOnlyDictionary<string, string> environment, TextWriter output)
{
    private static readonly JsonSerializerOptions JsonForm = CreateJsonForm();

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object, for machines.", Recursive = true };

    /// <summary>Runs with checked configuration and a migrated database; nothing listens and no worker runs.</summary>
    public async Task<int> RunAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation)
    {
        await using var app = Program.Build([], Quiet());
        app.CheckConfiguration();
        await app.MigrateAsync(cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        return await command(scope.ServiceProvider);
    }

    /// <summary>As <see cref="RunAsync"/>, for commands that talk to Stripe or its sandbox.</summary>
    public Task<int> RunWithStripeAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation) => RunAsync(
        async services =>
        {
            if (services.GetRequiredService<PortalMode>().IsSandbox)
                await services.GetRequiredService<SandboxStartup>().FindOrStartAsync(cancellation);
            return await command(services);
        },
        cancellation);

    /// <summary>One object for machines, or lines for people.</summary>
    public void Print(ParseResult parsed, object machine, params IEnumerable<string> lines)
    {
        if (parsed.GetValue(Json))
            output.WriteLine(JsonSerializer.Serialize(machine, JsonForm));
        else
            foreach (var line in lines)
                output.WriteLine(line);
    }

    /// <summary>A command's output is its answer; logs would mix with it.</summary>
    private Dictionary<string, string> Quiet() => new(environment, StringComparer.Ordinal) { [PortalLogging.MinimumLevelVariable] = "Error" };

    private static JsonSerializerOptions CreateJsonForm()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        return options;
    }
}
