namespace BillingPortal.Hosting;

/// <summary>Switches of the serving portal that are no configuration keys by themselves.</summary>
internal static class ServeSwitches
{
    private const string NoProcessing = "--no-processing";

    /// <summary><c>--no-processing</c> becomes the setting it stands for; everything else goes to the configuration as it is.</summary>
    public static string[] Apply(string[] args) => args.Contains(NoProcessing, StringComparer.Ordinal)
        ? [.. args.Where(arg => arg != NoProcessing), $"--{PortalHostOptions.Section}:{nameof(PortalHostOptions.Processing)}=false"]
        : args;
}
