using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Primitives;

/// <summary>The shape of every background loop: works until nothing is due, sleeps until somebody rings, and outlives a database that is away.</summary>
/// <param name="poll">The safety net: retries, and what other processes left behind.</param>
/// <param name="failed">The sentence for the log when a round fails; it ends with the pause.</param>
public abstract class WokenWorker(TimeSpan poll, TimeProvider time, ILogger logger, string failed) : BackgroundService
{
    /// <summary>Once, before the first round; a failure is tried again.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <returns>How much was done; anything but zero asks for another look at once, because one look takes a limited number.</returns>
    protected abstract Task<int> WorkAsync(CancellationToken cancellation);

    protected abstract Task SleepAsync(TimeSpan atMost, CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var begun = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!begun)
                    await BeginAsync(stoppingToken);
                begun = true;
                while (await WorkAsync(stoppingToken) > 0)
                {
                    // Look again at once.
                }

                await SleepAsync(poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; what is to do waits in it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
#pragma warning disable CA2254 // one sentence for each worker, given by its class
                logger.LogError(failure, failed + "; trying again in {Pause}", poll);
#pragma warning restore CA2254
                await Task.Delay(poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
