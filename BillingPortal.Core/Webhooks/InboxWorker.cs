using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Webhooks;

/// <summary>Keeps processing: woken when an event was stored here, and by a slow poll for retries and for what other processes left behind.</summary>
public sealed class InboxWorker(InboxProcessor processor, InboxBacklog backlog, InboxSignal signal, TimeProvider time, ILogger<InboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var begun = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!begun)
                    await backlog.ForgetTheDeadAsync(stoppingToken);
                begun = true;
                while (await processor.ProcessDueAsync(stoppingToken) > 0)
                {
                    // Look again at once: more may have come in, and one look takes a limited number.
                }

                await signal.WaitAsync(Poll, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; events wait in it and are taken when it is back.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "Processing Stripe webhooks failed; trying again in {Pause}", Poll);
                await Task.Delay(Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
