using System.Net;
using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Faults;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BillingPortal.StripeSandbox;

/// <summary>A running sandbox on a loopback port of its own: the same thing inside of the portal, in tests and as a program.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly SandboxContext context;
    private readonly DeliveryWorker deliveries;
    private readonly Heartbeat heartbeat;
    private readonly Travel travel;

    private SandboxHost(WebApplication server, SandboxContext context, DeliveryWorker deliveries, Heartbeat heartbeat, Travel travel)
    {
        this.travel = travel;
        this.server = server;
        this.context = context;
        this.deliveries = deliveries;
        this.heartbeat = heartbeat;
    }

    /// <summary>Where Stripe's paths, the hosted pages and <c>/_sandbox</c> are served.</summary>
    public Uri Address => context.Address;

    /// <exception cref="SandboxRefusedException">A live key or a production environment is near.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SafetyCatch.Check(Environment.GetEnvironmentVariable);
        var sandbox = new SandboxContext(options);
        var timekeeper = new Timekeeper(sandbox);
        var journey = new Travel(sandbox, timekeeper);
        var app = Build(options, sandbox, timekeeper, journey);
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            await sandbox.DisposeAsync();
            throw;
        }

        sandbox.Address = options.PublicUrl ?? new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new SandboxHost(app, sandbox, new DeliveryWorker(sandbox, options.Time), new Heartbeat(sandbox, timekeeper), journey);
    }

    /// <summary>Stops taking requests, ends the deliveries under way and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await heartbeat.DisposeAsync();
        await deliveries.DisposeAsync();
        await server.DisposeAsync();
        await context.DisposeAsync();
        travel.Dispose();
    }

    private static WebApplication Build(SandboxOptions options, SandboxContext sandbox, Timekeeper timekeeper, Travel travel)
    {
        // An empty builder on purpose: settings, environment variables and signals of the hosting process are not the sandbox's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "BillingPortal.StripeSandbox" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(options.PublicUrl is null ? IPAddress.Loopback : IPAddress.Any, options.Port));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Use(new ApiFaults(sandbox.Faults).InvokeAsync);
        app.UseRouting();
        SandboxRoutes.Map(app, sandbox, new ApiPipeline(sandbox, timekeeper), timekeeper, travel);
        return app;
    }

    /// <summary>Ctrl+C belongs to the process, not to a server inside of it.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
