using BillingPortal.Core.Lab;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>The live part of the lab: follows the work under way, which goes on whether or not anybody looks.</summary>
public sealed partial class LabWatch(LabWork work)
{
    private bool listening;

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

    private void Show(object? sender, EventArgs change) => _ = InvokeAsync(StateHasChanged);

    private static string Heading(LabProgress progress) => progress switch
    {
        TravelProgress => "Journey through time",
        ScenarioProgress { Wanted: 1, Current: { } run } => run.Title,
        ScenarioProgress { Wanted: 1, Finished: [var run] } => run.Title,
        _ => "Scenarios",
    };
}
