using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Webhooks;

/// <summary>Keeps processing: woken when an event was stored here.</summary>
public sealed class InboxWorker(InboxProcessor processor, InboxBacklog backlog, InboxSignal signal, TimeProvider time, ILogger<InboxWorker> logger)
    : WokenWorker(TimeSpan.FromSeconds(5), time, logger, "Processing Stripe webhooks failed")
{
    private readonly TimeProvider clock = time;

    protected override Task BeginAsync(CancellationToken cancellation) => backlog.ForgetTheDeadAsync(cancellation);

    protected override Task<int> WorkAsync(CancellationToken cancellation) => processor.ProcessDueAsync(cancellation);

    protected override Task SleepAsync(TimeSpan atMost, CancellationToken cancellation) => signal.WaitAsync(atMost, clock, cancellation);
}
