using System.Threading.Channels;

namespace BillingPortal.Core.Primitives;

/// <summary>Wakes a background loop when there is work; set once or a hundred times before the loop looks, it wakes once.</summary>
public sealed class WakeSignal
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => bell.Writer.TryWrite(true);

    /// <summary>Returns when the signal is set or after <paramref name="atMost"/>, the safety net for signals of other processes.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nobody rang: time to look by oneself.
        }
    }
}
