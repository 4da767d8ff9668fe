using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Open deliveries by the second at which they are due, and the bell that wakes the worker.</summary>
internal sealed class DeliverySignal : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(Account Account, string Delivery), (long DueAt, long Order)> waiting = new();
    private readonly SemaphoreSlim bell = new(0);
    private long order;
    private int underWay;

    public void Add(Account account, string delivery, long dueAt)
    {
        lock (gate)
        {
            waiting.Enqueue((account, delivery), (dueAt, order++));
        }
    }

    public (Account Account, string Delivery)? TakeDue(long now)
    {
        lock (gate)
        {
            if (!waiting.TryPeek(out var next, out var due) || due.DueAt > now)
            {
                return null;
            }

            waiting.Dequeue();
            underWay++;
            return next;
        }
    }

    /// <summary>Ends what <see cref="TakeDue"/> began.</summary>
    public void Done()
    {
        lock (gate)
        {
            underWay--;
        }
    }

    /// <summary>True while something that is due at this second has not been tried.</summary>
    public bool IsBusy(long now)
    {
        lock (gate)
        {
            return underWay > 0 || (waiting.TryPeek(out _, out var due) && due.DueAt <= now);
        }
    }

    public void Wake()
    {
        if (bell.CurrentCount == 0)
        {
            bell.Release();
        }
    }

    public void Dispose() => bell.Dispose();

    /// <summary>Returns when the bell rings or after the given wait, because an injected clock may move without ringing it.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => bell.WaitAsync(atMost, cancel);
}
