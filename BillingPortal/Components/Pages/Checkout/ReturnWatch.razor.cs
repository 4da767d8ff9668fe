using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>The live part of the return page: one question every two seconds, until settled or given up.</summary>
public sealed partial class ReturnWatch(CheckoutService checkout, TimeProvider time, ILogger<ReturnWatch> logger)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource gone = new();
    private ReturnProgress progress = ReturnProgress.Start;
    private Task watching = Task.CompletedTask;

    protected override void OnInitialized() => progress = new ReturnProgress(1, null, StartsUnreadable, NotFound: false);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watching = WatchAsync();
    }

    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, time);
            while (!progress.IsSettled && !progress.GaveUp && await timer.WaitForNextTickAsync(gone.Token))
            {
                progress = await progress.AskAsync(checkout, Organization, Session, logger, gone.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The customer left the page; the webhook finishes the work.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await watching;
        gone.Dispose();
    }
}
