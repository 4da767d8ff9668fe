using BillingPortal.Access;
using BillingPortal.Components;
using BillingPortal.Core;
using BillingPortal.Endpoints;
using BillingPortal.Hosting;
using BillingPortal.Jobs;

namespace BillingPortal;

/// <summary>The portal's table of contents: what it is made of, and what a request passes on its way.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) =>
        new PortalProcess((given, environment) => Build(given, environment), PortalConfiguration.ProcessEnvironment(), Console.Out, Console.Error).RunAsync(args);

    /// <summary>The portal, built and not started (<see cref="PortalStart"/> knows the order of a start).</summary>
    /// <param name="adjust">For tests: runs first, so that their clock wins.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string> environment, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = PortalConfiguration.CreateBuilder(args, environment);
        adjust?.Invoke(builder);
        builder.AddPortalLogging();
        builder.AddHosting();                                       // configuration check, sandbox, demo sign-ins, health, limits
        builder.Services.AddBillingCore(builder.Configuration);     // the domain: one line per folder in there
        builder.Services.AddAccess(builder.Configuration);          // accounts, sessions, tokens, policies
        builder.Services.AddApi();                                  // JSON and OpenAPI
        builder.Services.AddPortalComponents();                     // pages
        builder.Services.AddJobs(builder.Configuration, run: builder.Configuration.Processes()); // the schedule
        builder.Services.HoldWorkersBack();                         // they start last

        var app = builder.Build();
        app.CheckConfiguration();                                   // before anything reads a wrong value
        app.UseForwarded();
        app.UseRequestLog();
        app.UseSecurityHeaders();
        app.UseErrorAnswers();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapApi();
        app.MapRazorComponents<PortalApp>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
