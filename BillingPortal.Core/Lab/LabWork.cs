using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Lab;

/// <summary>
/// Does one long piece of work at a time in the background: it goes on when the browser has gone, ends when the portal stops, and whoever looks
/// sees how far it is. In memory, because the sandbox itself lives in this process.
/// </summary>
public sealed class LabWork(ILogger<LabWork> logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource? stopping;
    private Task running = Task.CompletedTask;
    private LabProgress? progress;

    /// <summary>Told after each change of <see cref="Progress"/>, on whatever thread.</summary>
    public event EventHandler? Changed;

    /// <summary>What is under way or was last; null before the first.</summary>
    public LabProgress? Progress => Volatile.Read(ref progress);

    public bool IsBusy => Progress is { Done: false };

    /// <summary>Null when it was started; a refusal when something else is under way.</summary>
    /// <param name="work">Reports each step, the last one as done.</param>
    public BillingError? Start(LabProgress first, Func<Action<LabProgress>, CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (IsBusy)
                return new BillingError(BillingErrorCode.AlreadyRunning, "The lab is at work already. Wait until it is done, or stop it.");
            stopping?.Dispose();
            stopping = new CancellationTokenSource();
            Volatile.Write(ref progress, first);
            running = Task.Run(() => RunAsync(work, stopping.Token));
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return null;
    }

    /// <summary>Asks the work to end where it is.</summary>
    public void Stop()
    {
        lock (gate)
            stopping?.Cancel();
    }

    /// <summary>For those who must see the end, such as a test or a reset.</summary>
    public Task WhenDoneAsync() => running;

    public async ValueTask DisposeAsync()
    {
        Stop();
        await running;
        stopping?.Dispose();
    }

    private async Task RunAsync(Func<Action<LabProgress>, CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(Report, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Report(Progress! with { Done = true, Problem = "Stopped before its end." });
        }
#pragma warning disable CA1031 // Nobody awaits this: whatever went wrong is shown where the progress is shown.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "The lab's work failed");
            Report(Progress! with { Done = true, Problem = failure.Message });
        }
    }

    private void Report(LabProgress step)
    {
        Volatile.Write(ref progress, step);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
