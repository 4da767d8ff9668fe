using BillingPortal.Core.Data;
using BillingPortal.Hosting;
using BillingPortal.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Host;

/// <summary>The real portal on a free port, with its own database, its own data directory and its own sandbox: what <c>dotnet run</c> starts, inside the test.</summary>
public sealed class PortalHost : IAsyncDisposable
{
    private readonly DirectoryInfo folder;

    private PortalHost(WebApplication app, TestDatabase database, DirectoryInfo data)
    {
        (App, Database, folder) = (app, database, data);
        Address = PortalStart.OwnAddress(app);
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    public IServiceProvider Services => App.Services;

    /// <param name="settings">Environment variables on top of a plain developer's machine.</param>
    public static async Task<PortalHost> StartAsync(DatabaseKind kind, IReadOnlyDictionary<string, string>? settings = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var data = Directory.CreateTempSubdirectory("billingportal-test-");
        var app = Program.Build(["--urls", "http://127.0.0.1:0"], Environment(database, data, settings), adjust);
        await app.StartPortalAsync();
        return new PortalHost(app, database, data);
    }

    public static Dictionary<string, string> Environment(TestDatabase database, DirectoryInfo data, IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DATABASE_URL"] = database.Url,
            ["DATA_DIRECTORY"] = data.FullName,
            ["STRIPE_SANDBOX_PORT"] = "0",
            ["LOG_LEVEL"] = "Fatal",
            ["AUTH_REQUESTS_PER_MINUTE"] = "100000", // all people of a test run come from one address
            ["API_REQUESTS_PER_MINUTE"] = "1000000",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            environment[name] = value;
        return environment;
    }

    /// <summary>A program: no cookies, no redirects followed.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>A person with a browser of their own.</summary>
    public Browser Browser() => new(Address);

    public AsyncServiceScope Scope() => Services.CreateAsyncScope();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
