using BillingPortal.Access;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BillingPortal.Hosting;

/// <summary>
/// The order of a start: (configuration checked) → migrate → listen → sandbox → sign-ins → catalog → workers. Each step needs the one
/// before; whoever asks <c>/health/ready</c> meanwhile is told to wait.
/// </summary>
public static class PortalStart
{
    /// <exception cref="StartRefusedException">The start cannot go on; its message says what to do.</exception>
    public static async Task StartPortalAsync(this WebApplication app, CancellationToken cancellation = default)
    {
        await app.MigrateAsync(cancellation);
        await ListenAsync(app, cancellation);
        await using var scope = app.Services.CreateAsyncScope();
        var demo = scope.ServiceProvider.GetRequiredService<DemoSeed>();
        if (app.Services.GetRequiredService<PortalMode>().IsSandbox)
        {
            await app.Services.GetRequiredService<SandboxStartup>().StartAsync(OwnAddress(app), cancellation);
            await demo.PlantAsync(cancellation);
        }
        else
        {
            await demo.LockAsync();
        }

        await app.Services.GetRequiredService<CatalogSync>().RunAtStartAsync(cancellation);
        await app.Services.GetRequiredService<Workers>().StartWorkAsync(cancellation);
        app.Services.GetRequiredService<StartState>().Finish();
    }

    public static void CheckConfiguration(this WebApplication app)
    {
        var unreadable = app.Services.GetRequiredService<UnreadableValues>().Problems;
        if (unreadable.Concat(ConfigurationCheck.Senseless(app.Services)).ToList() is { Count: > 0 } problems)
            throw new StartRefusedException(ConfigurationCheck.Message(problems));
    }

    public static async Task<int> MigrateAsync(this WebApplication app, CancellationToken cancellation)
    {
        try
        {
            return await app.Services.GetRequiredService<BillingDbMigrator>().MigrateAsync(cancellation);
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The database of DATABASE_URL cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>Where the portal listens on this machine.</summary>
    public static Uri OwnAddress(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? PortalConfiguration.DefaultUrl;
        return new Uri(address.Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal));
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException failure)
        {
            throw new StartRefusedException($"The portal cannot listen: {failure.Message} Choose another address with --urls or ASPNETCORE_URLS.", failure);
        }

        var options = app.Services.GetRequiredService<AppOptions>();
        if (options.BaseUrl.Length == 0)
            options.BaseUrl = OwnAddress(app).GetLeftPart(UriPartial.Authority);
    }
}

/// <summary>What the first look at the configuration could not read.</summary>
public sealed record UnreadableValues(IReadOnlyList<string> Problems);
