using System.Collections.Concurrent;

namespace BillingPortal.Tests.Webhooks;

/// <summary>Sees when two workers are inside the same object at once.</summary>
internal sealed class Overlap
{
    private readonly ConcurrentDictionary<string, bool> inside = new(StringComparer.Ordinal);
    private int overlaps;

    public int Overlaps => overlaps;

    public async Task EnterAndLeaveAsync(string id)
    {
        if (!inside.TryAdd(id, true))
            Interlocked.Increment(ref overlaps);
        await Task.Yield();
        inside.TryRemove(id, out _);
    }
}
