using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Open deliveries by the second at which they are due, and the bell that wakes the worker.</summary>
internal sealed class DeliverySignal : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(Account Account, string Delivery), (long DueAt, long Order)> waiting = new();
    private readonly SemaphoreSlim bell = new(0);
    private long order;

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
            return waiting.TryPeek(out var next, out var due) && due.DueAt <= now ? waiting.Dequeue() : null;
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
