using System.CommandLine;
using System.Text.Json;

namespace BillingPortal.CommandLine;

/// <summary>Runs one command on the portal's services, without a server; Hosting gives it.</summary>
/// <param name="needsStripe">The command talks to Stripe, or to the sandbox that must then be there.</param>
public delegate Task<int> CommandRunner(bool needsStripe, Func<IServiceProvider, Task<int>> command, CancellationToken cancellation);

/// <summary>What every command shares: the switch <c>--json</c>, the portal's services, and one way to print.</summary>
/// <param name="jsonForm">How the JSON API writes: commands speak the same.</param>
public sealed class CommandContext(CommandRunner run, JsonSerializerOptions jsonForm, TextWriter output)
{
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object, for machines.", Recursive = true };

    /// <summary>Runs with checked configuration and a migrated database; nothing listens and no worker runs.</summary>
    public Task<int> RunAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation) => run(false, command, cancellation);

    /// <summary>As <see cref="RunAsync"/>, for commands that talk to Stripe or its sandbox.</summary>
    public Task<int> RunWithStripeAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation) => run(true, command, cancellation);

    /// <summary>One object for machines, or lines for people.</summary>
    public void Print(ParseResult parsed, object machine, params IEnumerable<string> lines)
    {
        if (parsed.GetValue(Json))
            output.WriteLine(JsonSerializer.Serialize(machine, jsonForm));
        else
            foreach (var line in lines)
                output.WriteLine(line);
    }
}
