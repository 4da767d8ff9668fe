using System.CommandLine;
using System.Text.Json;

namespace BillingPortal.CommandLine;

/// <summary>What a command runs on.</summary>
public enum CommandPlace
{
    /// <summary>The portal's services with checked configuration and a migrated database; nothing listens and no worker runs.</summary>
    Services,

    /// <summary>The same, for commands that talk to Stripe, or to the sandbox that must then be there.</summary>
    WithStripe,

    /// <summary>A whole portal of its own, with a sandbox and an empty database, that is gone when the command is over. It needs nothing that runs and touches nothing that is kept.</summary>
    ThrowAwayPortal,
}

/// <summary>Runs one command in its place; Hosting gives it.</summary>
public delegate Task<int> CommandRunner(CommandPlace place, Func<IServiceProvider, Task<int>> command, CancellationToken cancellation);

/// <summary>What every command shares: the switch <c>--json</c>, the portal's services, and one way to print.</summary>
/// <param name="jsonForm">How the JSON API writes: commands speak the same.</param>
public sealed class CommandContext(CommandRunner run, JsonSerializerOptions jsonForm, TextWriter output)
{
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object, for machines.", Recursive = true };

    /// <summary>Runs with checked configuration and a migrated database; nothing listens and no worker runs.</summary>
    public Task<int> RunAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation) => run(CommandPlace.Services, command, cancellation);

    /// <summary>As <see cref="RunAsync"/>, for commands that talk to Stripe or its sandbox.</summary>
    public Task<int> RunWithStripeAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation) => run(CommandPlace.WithStripe, command, cancellation);

    public Task<int> RunAsideAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation) => run(CommandPlace.ThrowAwayPortal, command, cancellation);

    /// <summary>A line for people while a long command is at work; machines wait for their object.</summary>
    public void Say(ParseResult parsed, string line)
    {
        if (!parsed.GetValue(Json))
            output.WriteLine(line);
    }

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
