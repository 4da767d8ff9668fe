using BillingPortal.Core.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>The live part of the return page: one question every two seconds, until settled or given up.</summary>
public sealed partial class ReturnWatch(CheckoutService checkout, TimeProvider time, ILogger<ReturnWatch> logger) : ComponentBase
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource gone = new();
    private ReturnProgress progress = ReturnProgress.Start;
    private Task watching = Task.CompletedTask;

    protected override Task OnInitializedAsync() => AskAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && !progress.IsSettled)
            watching = WatchAsync();
    }

    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, time);
            while (!progress.IsSettled && !progress.GaveUp && await timer.WaitForNextTickAsync(gone.Token))
            {
                await AskAsync();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The customer left the page; the webhook finishes the work.
        }
    }

    private async Task AskAsync()
    {
        try
        {
            progress = progress.With(await checkout.ReturnAsync(Organization, Session, gone.Token));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !gone.IsCancellationRequested)
        {
            logger.LogWarning(failure, "Checkout session {Session} could not be read, asking again", Session.Value);
            progress = progress.WithFailure();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await watching;
        gone.Dispose();
    }
}
