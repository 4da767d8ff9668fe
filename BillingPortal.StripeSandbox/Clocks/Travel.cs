using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Clocks;

/// <summary>
/// Moves the sandbox's own clock day by day. Between two days the gates are free: the webhooks of the day leave and receivers read back, before
/// the next day begins; and somebody who watches sees how far it is. A journey that is cut short stands at the day it has reached.
/// </summary>
internal sealed class Travel(SandboxContext sandbox, Timekeeper timekeeper) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private const long StepSeconds = 24 * 60 * 60;
    private readonly SemaphoreSlim one = new(1);
    private long destination;

    /// <summary>Where the journey under way ends, in unix seconds; null when the clock just ticks.</summary>
    public long? Destination => Interlocked.Read(ref destination) is var to and > 0 ? to : null;

    /// <summary>Returns when everything that is due until then has happened, in order and each at its own second.</summary>
    public async Task ToAsync(long to, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            Interlocked.Exchange(ref destination, to);
            do
            {
                cancel.ThrowIfCancellationRequested();
                await sandbox.TravelAsync(Math.Clamp(to - sandbox.Now, 0, StepSeconds));
                foreach (var account in sandbox.Accounts)
                {
                    lock (account.Gate)
                    {
                        timekeeper.CatchUp(account);
                    }
                }

                await DeliveredAsync(cancel);
            }
            while (sandbox.Now < to);
        }
        finally
        {
            Interlocked.Exchange(ref destination, 0);
            one.Release();
        }
    }

    /// <summary>Everything due has been tried once; what failed is tried again on a later day.</summary>
    private async Task DeliveredAsync(CancellationToken cancel)
    {
        sandbox.Deliveries.Wake();
        while (sandbox.Deliveries.IsBusy(sandbox.Now))
        {
            await Task.Delay(Look, cancel);
        }
    }

    public void Dispose() => one.Dispose();
}
