using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Notifications;

/// <summary>Keeps sending: woken by a commit in this process, and by a slow poll for retries and for what other processes left behind.</summary>
public sealed class OutboxWorker(OutboxSender sender, OutboxLease lease, OutboxSignal signal, TimeProvider time, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var begun = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!begun)
                    await lease.ForgetTheDeadAsync(stoppingToken);
                begun = true;
                while (await sender.SendDueAsync(stoppingToken) > 0)
                {
                    // Another full look at once: there may be more than one batch.
                }

                await signal.WaitAsync(Poll, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; mails wait in it and go out when it is back.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "Looking for mails to send failed; trying again in {Pause}", Poll);
                await Task.Delay(Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
