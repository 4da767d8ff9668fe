using System.Diagnostics;
using System.Net;

namespace BillingPortal.E2E.Portals;

/// <summary>
/// One running portal with its sandbox, seen from outside: own folder, own ports, own database. It survives being killed: start it again
/// and it finds the same folder, ports and database, as after a power cut.
/// </summary>
public sealed class Portal : IAsyncDisposable
{
    private const string SandboxKey = "sk_test_billingportal";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("billingportal-e2e-");
    private readonly PortalLog log;
    private readonly Dictionary<string, string> environment;
    private readonly TestPostgres postgres;
    private readonly string? postgresUrl;
    private Process? process;

    private Portal(PortalSettings settings, TestPostgres postgres, string? databaseUrl)
    {
        (this.postgres, postgresUrl) = (postgres, databaseUrl);
        log = new PortalLog(settings.Name);
        var port = FreePorts.Next();
        Address = new Uri($"http://127.0.0.1:{port}");
        environment = new Dictionary<string, string>(settings.Environment)
        {
            ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["STRIPE_SANDBOX_PORT"] = FreePorts.Next().ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["ASPNETCORE_ENVIRONMENT"] = "Development",   // as dotnet run does: static files come from where the build left them
            ["AUTH_REQUESTS_PER_MINUTE"] = "10000",         // all the people of a test run share one address
            ["DATABASE_URL"] = databaseUrl ?? Path.Combine(folder.FullName, "portal.db"),
        };
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        Mail = new CaughtMail(Http);
        Stripe = new StripeAccount(new Uri($"http://127.0.0.1:{environment["STRIPE_SANDBOX_PORT"]}"), SandboxKey);
    }

    public Uri Address { get; }

    /// <summary>Plain HTTP without cookies and without following redirects.</summary>
    public HttpClient Http { get; }

    public CaughtMail Mail { get; }

    /// <summary>The account that the portal has at its sandbox.</summary>
    public StripeAccount Stripe { get; }

    public PortalLog Log => log;

    /// <summary>E-mail and password of a demo sign-in, as the portal prints them for whoever tries it out.</summary>
    public (string Email, string Password) DemoSignIn(string role)
    {
        var line = Log.ToString().Split('\n').Last(line => line.Contains(role, StringComparison.Ordinal) && line.Contains('@', StringComparison.Ordinal));
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var email = Array.FindIndex(words, word => word.Contains('@', StringComparison.Ordinal));
        return (words[email], words[email + 1]);
    }

    public static async Task<Portal> StartAsync(PortalSettings settings, TestPostgres postgres)
    {
        var portal = new Portal(settings, postgres, settings.Database is Database.Postgres ? await postgres.NewDatabaseAsync() : null);
        await portal.StartAsync();
        return portal;
    }

    /// <summary>Starts the program and waits until it says that it is ready.</summary>
    public async Task StartAsync(params (string Key, string Value)[] overrides)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.PortalAssembly])
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Whatever the developer has set for the real thing must not leak into a test.
        foreach (var key in start.Environment.Keys.Where(IsPortalSetting).ToList())
            start.Environment.Remove(key);
        foreach (var (key, value) in environment.Concat(overrides.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))))
            start.Environment[key] = value;

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilReadyAsync(process);
    }

    /// <summary>SIGKILL: nothing gets the chance to finish, flush or say goodbye.</summary>
    public async Task KillAsync()
    {
        var running = process ?? throw new InvalidOperationException("The portal is not running.");
        process = null;
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync();
        running.Dispose();
        log.Write("---- killed ----");
    }

    public async Task KillAndStartAgainAsync(params (string Key, string Value)[] overrides)
    {
        await KillAsync();
        await StartAsync(overrides);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        Http.Dispose();
        Stripe.Dispose();
        log.Dispose();
        if (postgresUrl is not null)
            await postgres.DropAsync(postgresUrl);
        folder.Delete(recursive: true);
    }

    private async Task WaitUntilReadyAsync(Process running)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (watch.Elapsed < StartLimit)
        {
            if (running.HasExited)
                throw new InvalidOperationException($"The portal ended with code {running.ExitCode}:\n{log.Tail()}");
            if (await IsReadyAsync())
                return;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"The portal was not ready after {StartLimit}:\n{log.Tail()}");
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;   // not listening yet
        }
    }

    private static bool IsPortalSetting(string key) =>
        new[] { "STRIPE_", "BILLING_", "TRIAL_", "APP_", "AUTH_", "API_", "DATA_", "DATABASE_", "EMAIL_", "SMTP_", "HOST_", "PROCESSING_", "ASPNETCORE_", "DOTNET_ENVIRONMENT" }
            .Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
}
