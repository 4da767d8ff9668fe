using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BillingPortal.Core.Data;

namespace BillingPortal.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Events">Events in each cell of the table.</param>
/// <param name="MemoryEvents">Events of the run that watches memory; 0 leaves it out.</param>
internal sealed record WebhookBenchArguments(int Events, IReadOnlyList<DatabaseKind> Databases, IReadOnlyList<int> Connections, int MemoryEvents)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out WebhookBenchArguments? arguments)
    {
        arguments = new WebhookBenchArguments(20_000, [DatabaseKind.Sqlite, DatabaseKind.Postgres], [1, 8, 32], 200_000);
        for (var index = 0; index < args.Length; index += 2)
        {
            var changed = index + 1 < args.Length ? arguments.With(args[index], args[index + 1]) : null;
            if (changed is null)
            {
                arguments = null;
                return false;
            }

            arguments = changed;
        }

        return true;
    }

    private WebhookBenchArguments? With(string name, string value) => (name, value) switch
    {
        ("--events", _) when int.TryParse(value, CultureInfo.InvariantCulture, out var count) => this with { Events = count },
        ("--memory-events", _) when int.TryParse(value, CultureInfo.InvariantCulture, out var count) => this with { MemoryEvents = count },
        ("--database", "both") => this,
        ("--database", "sqlite") => this with { Databases = [DatabaseKind.Sqlite] },
        ("--database", "postgres") => this with { Databases = [DatabaseKind.Postgres] },
        ("--connections", _) => this with { Connections = [.. value.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))] },
        _ => null,
    };
}
