using Serilog;

namespace BillingPortal.Hosting;

/// <summary>Logs to the console in one line each. Levels are in appsettings.json; payloads, addresses and secrets are never logged.</summary>
public static class PortalLogging
{
    /// <summary>Debug, Information, Warning or Error, for the whole portal.</summary>
    public const string MinimumLevelVariable = "LOG_LEVEL";

    public static void AddPortalLogging(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).CreateLogger();
        builder.Logging.ClearProviders().AddSerilog(logger, dispose: true);
    }
}
