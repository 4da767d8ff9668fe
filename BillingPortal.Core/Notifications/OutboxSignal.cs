using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Notifications;

/// <summary>Rung after a commit that holds a mail; the sender of this process sleeps on it.</summary>
public sealed class OutboxSignal
{
    private readonly WakeSignal bell = new();

    public void Set() => bell.Set();

    public Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation) => bell.WaitAsync(atMost, time, cancellation);
}
