namespace BillingPortal.Hosting;

/// <summary>
/// A whole portal for the length of one command: its own folder, SQLite file, sandbox and free ports, real HTTP and real webhooks between
/// them. It reads the catalog's and the trial's settings from the given environment, because stories are told with them, and nothing else:
/// no key, database or mail server of the surroundings.
/// </summary>
internal sealed class ThrowAwayPortal(PortalBuild build, IReadOnlyDictionary<string, string> environment)
{
    private static readonly string[] Kept = ["BILLING_PLANS_PATH", "BILLING_DEFAULT_CURRENCY", "TRIAL_DAYS", "TRIAL_END_BEHAVIOR", PortalLogging.MinimumLevelVariable];

    /// <summary>An appsettings.json beside the program may hold a key; the command line wins over it.</summary>
    private static readonly string[] Arguments = ["--urls", "http://127.0.0.1:0", "--Stripe:SecretKey=", "--Email:Provider=none"];

    public async Task<int> RunAsync(Func<IServiceProvider, Task<int>> command, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("billingportal-lab-");
        try
        {
            await using var app = build(Arguments, Settings(folder));
            await app.StartPortalAsync(cancellation);
            await using var scope = app.Services.CreateAsyncScope();
            var code = await command(scope.ServiceProvider);
            await app.StopAsync(CancellationToken.None);
            return code;
        }
        finally
        {
            Directory.Delete(folder.FullName, recursive: true);
        }
    }

    private Dictionary<string, string> Settings(DirectoryInfo folder)
    {
        var settings = Kept.Where(environment.ContainsKey).ToDictionary(name => name, name => environment[name], StringComparer.Ordinal);
        settings["ASPNETCORE_ENVIRONMENT"] = "Development"; // in Production there is no sandbox
        settings["DATABASE_URL"] = Path.Combine(folder.FullName, "billing.db");
        settings["DATA_DIRECTORY"] = folder.FullName;
        settings["STRIPE_SANDBOX_PORT"] = "0";
        return settings;
    }
}
