using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace BillingPortal.E2E.Portals;

/// <summary>
/// One running portal with its sandbox, seen from outside: own folder, own ports, own database. It survives being killed: start it again
/// and it finds the same folder, ports and database, as after a power cut.
/// </summary>
public sealed class Portal : IAsyncDisposable
{
    private const string SandboxKey = "sk_test_billingportaldemo1";
    private readonly RunningProgram program;

    private Portal(PortalSettings settings)
    {
        Address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        var sandboxPort = FreePorts.Next().ToString(CultureInfo.InvariantCulture);
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_ENVIRONMENT"] = "Development",   // as dotnet run does: static files come from where the build left them
            ["AUTH_REQUESTS_PER_MINUTE"] = "10000",       // all the people of a test run share one address
            ["API_REQUESTS_PER_MINUTE"] = "10000",        // and those who wait ask often
            ["STRIPE_SANDBOX_PORT"] = sandboxPort,
        };
        if (settings.DatabaseUrl is not null)
            environment["DATABASE_URL"] = settings.DatabaseUrl;
        foreach (var (key, value) in settings.Environment)
            environment[key] = value;

        program = new RunningProgram(settings.Name, settings.Assembly, [], environment);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        Mail = new CaughtMail(Http);
        Stripe = new StripeAccount(
            new Uri(settings.Environment.GetValueOrDefault("STRIPE_API_BASE") ?? $"http://127.0.0.1:{sandboxPort}"),
            settings.Environment.GetValueOrDefault("STRIPE_SECRET_KEY") ?? SandboxKey);
    }

    public Uri Address { get; }

    /// <summary>Plain HTTP without cookies and without following redirects.</summary>
    public HttpClient Http { get; }

    public CaughtMail Mail { get; }

    /// <summary>The account that the portal has at its sandbox.</summary>
    public StripeAccount Stripe { get; }

    public PortalLog Log => program.Log;

    public static async Task<Portal> StartAsync(PortalSettings settings)
    {
        var portal = new Portal(settings);
        await portal.StartAsync();
        return portal;
    }

    /// <summary>Starts the program and waits until it says that it is ready.</summary>
    public Task StartAsync(params (string Key, string Value)[] overrides) => program.StartAsync(IsReadyAsync, overrides);

    /// <inheritdoc cref="RunningProgram.KillAsync"/>
    public Task KillAsync() => program.KillAsync();

    public async Task KillAndStartAgainAsync(params (string Key, string Value)[] overrides)
    {
        await KillAsync();
        await StartAsync(overrides);
    }

    /// <summary>E-mail and password of a demo sign-in, read where a person would: in the terminal.</summary>
    public (string Email, string Password) DemoSignIn(string role)
    {
        var printed = Log.ToString();
        var email = Regex.Match(printed, $@"(?<email>\S+@\S+)\s+{role}\s*$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Groups["email"].Value;
        var password = Regex.Match(printed, @"demo sign-ins, password (?<password>\S+):", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["password"].Value;
        return (email, password);
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        Http.Dispose();
        Stripe.Dispose();
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
}
