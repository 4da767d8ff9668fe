using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Clocks;

/// <summary>Lets due work happen while nobody asks anything: a renewal must not wait for the next request.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;

    public Heartbeat(SandboxContext sandbox, Timekeeper timekeeper) => loop = Task.Run(() => RunAsync(sandbox, timekeeper));

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task RunAsync(SandboxContext sandbox, Timekeeper timekeeper)
    {
        try
        {
            while (true)
            {
                // The real clock on purpose: an injected clock may stand still, and the beat only looks whether it has moved.
                await Task.Delay(Interval, stopping.Token);
                foreach (var account in sandbox.Accounts)
                {
                    lock (account.Gate)
                    {
                        timekeeper.CatchUp(account);
                    }
                }

                sandbox.Deliveries.Wake();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
