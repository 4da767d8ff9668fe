using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BillingPortal.Benchmarks;

/// <summary>What to measure of the sandbox.</summary>
/// <param name="Requests">Requests in each cell of the table.</param>
/// <param name="Subscriptions">How many subscriptions live through the year; 0 leaves it out.</param>
/// <param name="Days">How long the year is.</param>
internal sealed record SandboxBenchArguments(int Requests, IReadOnlyList<int> Connections, int Subscriptions, int Days)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out SandboxBenchArguments? arguments)
    {
        arguments = new SandboxBenchArguments(5_000, [1, 8], 1_000, 365);
        for (var index = 0; index < args.Length && arguments is not null; index += 2)
            arguments = index + 1 < args.Length ? arguments.With(args[index], args[index + 1]) : null;
        return arguments is not null;
    }

    private SandboxBenchArguments? With(string name, string value) => name switch
    {
        "--connections" => this with { Connections = [.. value.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))] },
        _ when !int.TryParse(value, CultureInfo.InvariantCulture, out var count) || count < 0 => null,
        "--requests" when int.Parse(value, CultureInfo.InvariantCulture) > 0 => this with { Requests = int.Parse(value, CultureInfo.InvariantCulture) },
        "--subscriptions" => this with { Subscriptions = int.Parse(value, CultureInfo.InvariantCulture) },
        "--days" => this with { Days = int.Parse(value, CultureInfo.InvariantCulture) },
        _ => null,
    };
}
