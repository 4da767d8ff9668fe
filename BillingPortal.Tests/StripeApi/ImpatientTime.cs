using System.Collections.Concurrent;

namespace BillingPortal.Tests.StripeApi;

/// <summary>Time in which waits up to a limit are over at once, and are remembered. Longer timers never fire.</summary>
public sealed class ImpatientTime(TimeSpan upTo) : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > upTo)
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
