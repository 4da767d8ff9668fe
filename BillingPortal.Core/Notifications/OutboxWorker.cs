using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Notifications;

/// <summary>Keeps sending: woken by a commit in this process.</summary>
public sealed class OutboxWorker(OutboxSender sender, OutboxLease lease, OutboxSignal signal, TimeProvider time, ILogger<OutboxWorker> logger)
    : WokenWorker(TimeSpan.FromSeconds(10), time, logger, "Looking for mails to send failed")
{
    private readonly TimeProvider clock = time;

    protected override Task BeginAsync(CancellationToken cancellation) => lease.ForgetTheDeadAsync(cancellation);

    protected override Task<int> WorkAsync(CancellationToken cancellation) => sender.SendDueAsync(cancellation);

    protected override Task SleepAsync(TimeSpan atMost, CancellationToken cancellation) => signal.WaitAsync(atMost, clock, cancellation);
}
