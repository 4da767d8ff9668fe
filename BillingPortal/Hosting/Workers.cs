using BillingPortal.Core;

namespace BillingPortal.Hosting;

/// <summary>
/// Holds the domain's background workers (inbox processor, mail sender) back until Stripe or its sandbox can be asked, and starts none
/// of them in a process that only serves.
/// </summary>
public sealed class Workers(IEnumerable<HeldWorker> workers, PortalHostOptions options, ILogger<Workers> logger) : IHostedService
{
    private readonly List<IHostedService> running = [];

    public async Task StartWorkAsync(CancellationToken cancellation)
    {
        if (!options.Processing)
        {
            logger.LogWarning("Processing is switched off: webhooks are stored, and nothing works on them here");
            return;
        }

        foreach (var worker in workers)
        {
            await worker.Service.StartAsync(cancellation);
            running.Add(worker.Service);
        }
    }

    /// <summary>Nothing yet: the start calls <see cref="StartWorkAsync"/> when its time has come.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(running.Select(worker => worker.StopAsync(cancellationToken)));
}

/// <summary>A worker taken out of the host's own list.</summary>
public sealed record HeldWorker(IHostedService Service);

public static class WorkersRegistration
{
    public static IServiceCollection HoldWorkersBack(this IServiceCollection services)
    {
        var ofCore = services.Where(line => line.ServiceType == typeof(IHostedService) && line.ImplementationType?.Assembly == typeof(BillingCore).Assembly).ToList();
        foreach (var line in ofCore)
        {
            services.Remove(line);
            services.AddSingleton(provider => new HeldWorker((IHostedService)ActivatorUtilities.CreateInstance(provider, line.ImplementationType!)));
        }

        services.AddSingleton<Workers>();
        services.AddHostedService(provider => provider.GetRequiredService<Workers>());
        return services;
    }
}
