using BillingPortal.Core.Lab;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>The live part of the lab: follows the work under way, which goes on whether or not anybody looks.</summary>
public sealed partial class LabWatch(LabWork work, LabAudit audit)
{
    private bool listening;

    /// <summary>Whether to offer the button; the act itself asks again.</summary>
    [Parameter]
    public bool MayAct { get; set; }

    private LabProgress? Progress => work.Progress;

    /// <summary>Only a circuit listens: the drawing on the server is over at once.</summary>
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        listening = true;
        work.Changed += Show;
        StateHasChanged(); // it may have moved between the server's drawing and the circuit
    }

    public void Dispose()
    {
        if (listening)
            work.Changed -= Show;
    }

    /// <summary>A journey stands where it has come to; scenarios end with the one that is under way.</summary>
    private async Task StopAsync()
    {
        if (await UserAsync() is not { IsSuperadmin: true } user || !work.IsBusy)
            return;
        work.Stop();
        await audit.AppendAsync("lab.stopped", user.Actor, null, null, CancellationToken.None);
    }

    private void Show(object? sender, EventArgs change) => _ = InvokeAsync(StateHasChanged);

    private static string Heading(LabProgress progress) => progress switch
    {
        TravelProgress => "Journey through time",
        ScenarioProgress { Wanted: 1, Current: { } run } => run.Title,
        ScenarioProgress { Wanted: 1, Finished: [var run] } => run.Title,
        _ => "Scenarios",
    };
}
