using BillingPortal.Core.Primitives;

namespace BillingPortal.Hosting;

/// <summary>Looks at the whole configuration before anything starts, so that one message names every bad key.</summary>
public static class ConfigurationCheck
{
    /// <summary>
    /// Sentences about values that are not even numbers or switches. Each such value is taken out of the configuration, so that
    /// the options can be bound and tell about everything else.
    /// </summary>
    public static IReadOnlyList<string> Unreadable(ConfigurationManager configuration)
    {
        var problems = new List<string>();
        var replaced = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in EnvironmentKeys.Named)
        {
            if (configuration[key.Key] is not { Length: > 0 } text || key.Problem(text) is not { } problem)
                continue;
            problems.Add(problem);
            replaced[key.Key] = key.Fallback;
        }

        if (replaced.Count > 0)
            configuration.AddInMemoryCollection(replaced);
        return problems;
    }

    /// <summary>Sentences of all options about values that can be read and still make no sense.</summary>
    public static IReadOnlyList<string> Senseless(IServiceProvider services) =>
        [.. services.GetServices<IPortalOptions>().SelectMany(options => options.Problems())];

    public static string Message(IEnumerable<string> problems) =>
        $"The portal cannot start. Please correct:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Distinct(StringComparer.Ordinal).Select(problem => $"  - {problem}"))}{Environment.NewLine}Every setting is described in docs/configuration.md.";
}

/// <summary>Thrown by a start that cannot go on; the message is for the operator and names no secret.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>2: the settings are wrong. 1: something the portal needs is not there.</summary>
    public int ExitCode => InnerException is null ? 2 : 1;
}
