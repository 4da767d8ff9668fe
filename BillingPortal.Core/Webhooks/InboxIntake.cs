using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Webhooks;

public enum IntakeResult
{
    Stored,
    Duplicate,
    NotStored,
}

/// <summary>
/// Group commit: while a batch is being flushed to disk, the deliveries that arrive meanwhile gather, and the next flush serves them all.
/// Nobody is answered before their own event is committed. What cannot be stored in time is answered as not stored, so that Stripe sends again.
/// </summary>
public sealed class InboxIntake : IAsyncDisposable
{
    /// <summary>Deliveries that may wait; with more the database is not keeping up, and an honest refusal is better than a long silence.</summary>
    private const int Waiting = 1024;
    private const int LargestBatch = 256;
    private const long MostBytesWaiting = 64 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Channel<Delivery> queue = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly IInboxStore store;
    private readonly InboxSignal signal;
    private readonly TimeProvider time;
    private readonly ILogger<InboxIntake> logger;
    private readonly Lazy<Task> writer;
    private long charactersWaiting;

    public InboxIntake(IInboxStore store, InboxSignal signal, TimeProvider time, ILogger<InboxIntake> logger)
    {
        (this.store, this.signal, this.time, this.logger) = (store, signal, time, logger);

        // It begins with the first delivery: intake must work where nothing else is started. One writer, because several would share the
        // same deliveries in smaller batches and pay for each of them: measured, it costs more than the disk's latency that it hides.
        writer = new Lazy<Task>(() => Task.Run(StoreBatchesAsync));
    }

    /// <summary>Returns when the event is on disk, was there before, or could not be stored within the deadline.</summary>
    public async Task<IntakeResult> StoreAsync(InboxArrival arrival, CancellationToken cancellation)
    {
        _ = writer.Value;
        var delivery = new Delivery(arrival);
        if (Interlocked.Add(ref charactersWaiting, arrival.Payload.Length) > MostBytesWaiting || !queue.Writer.TryWrite(delivery))
        {
            Interlocked.Add(ref charactersWaiting, -arrival.Payload.Length);
            return IntakeResult.NotStored;
        }

        try
        {
            return await delivery.Result.Task.WaitAsync(Deadline, time, cancellation);
        }
        catch (TimeoutException)
        {
            return IntakeResult.NotStored; // it may still be stored a moment later; Stripe's repetition is then a duplicate
        }
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (writer.IsValueCreated)
            await writer.Value; // what was taken in is still stored; each batch ends by the store's own time limits
        (store as IDisposable)?.Dispose();
    }

    private async Task StoreBatchesAsync()
    {
        var batch = new List<Delivery>(LargestBatch);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var delivery))
                batch.Add(delivery);
            await StoreAsync(batch);
            foreach (var delivery in batch)
                Interlocked.Add(ref charactersWaiting, -delivery.Arrival.Payload.Length);
            batch.Clear();
        }
    }

    /// <summary>Never throws: whatever happens, everybody in the batch gets an answer.</summary>
    private async Task StoreAsync(List<Delivery> batch)
    {
        try
        {
            var stored = await store.InsertAsync(batch.ConvertAll(delivery => delivery.Arrival), CancellationToken.None);
            Answer(batch, stored);
        }
#pragma warning disable CA1031 // Every kind of failure has the same answer for the sender: not stored.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (batch.Count == 1 || store.IsAway(failure))
            {
                logger.LogError(failure, "{Count} Stripe webhooks could not be stored; Stripe will send them again", batch.Count);
                batch.ForEach(delivery => delivery.Result.TrySetResult(IntakeResult.NotStored));
                return;
            }

            logger.LogWarning("A batch of {Count} Stripe webhooks was refused by the database; storing them one by one", batch.Count);
            foreach (var delivery in batch)
                await StoreAsync([delivery]);
        }
    }

    private void Answer(List<Delivery> batch, IReadOnlySet<string> stored)
    {
        var first = new HashSet<string>(batch.Count, StringComparer.Ordinal);
        var pending = false;
        foreach (var delivery in batch)
        {
            // The same event twice in one batch: one of them stored it, the other is the duplicate.
            var isNew = stored.Contains(delivery.Arrival.Head.Id) && first.Add(delivery.Arrival.Head.Id);
            pending |= isNew && delivery.Arrival.Status == InboxStatus.Pending;
            delivery.Result.TrySetResult(isNew ? IntakeResult.Stored : IntakeResult.Duplicate);
        }

        if (pending)
            signal.Set();
    }

    private sealed record Delivery(InboxArrival Arrival)
    {
        public TaskCompletionSource<IntakeResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
