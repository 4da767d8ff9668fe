using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Webhooks;

/// <summary>Rung when an event was stored or put back in line; the processor of this process sleeps on it.</summary>
public sealed class InboxSignal
{
    private readonly WakeSignal bell = new();

    public void Set() => bell.Set();

    public Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation) => bell.WaitAsync(atMost, time, cancellation);
}
