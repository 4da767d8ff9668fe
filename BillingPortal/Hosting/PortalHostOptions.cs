using BillingPortal.Core.Primitives;

namespace BillingPortal.Hosting;

/// <summary>What belongs to this process and this machine, as opposed to the business.</summary>
public sealed class PortalHostOptions : IPortalOptions
{
    public const string Section = "Host";

    /// <summary>Holds the sandbox's state and its webhook secret. Relative to the working directory.</summary>
    public string DataDirectory { get; set; } = ".data";

    public bool ForwardedHeaders { get; set; }

    /// <summary>False: this process serves, and processes nothing.</summary>
    public bool Processing { get; set; } = true;

    public int SandboxPort { get; set; } = 12111;

    public IEnumerable<string> Problems()
    {
        if (SandboxPort is < 0 or > 65535)
            yield return $"STRIPE_SANDBOX_PORT must be a port from 0 to 65535, not {SandboxPort}.";
        if (DataDirectory.Length == 0)
            yield return "DATA_DIRECTORY must name a directory.";
    }
}

public static class PortalHostConfiguration
{
    /// <summary>For registrations that must know before the options exist. What cannot be read is reported by the configuration check.</summary>
    public static bool Processes(this IConfiguration configuration) =>
        !bool.TryParse(configuration[$"{PortalHostOptions.Section}:{nameof(PortalHostOptions.Processing)}"], out var on) || on;
}
