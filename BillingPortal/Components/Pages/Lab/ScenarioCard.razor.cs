using BillingPortal.Core.Lab;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>Starts one scenario or the whole library; they play in the background and LabWatch shows them.</summary>
public sealed partial class ScenarioCard(ScenarioDesk desk)
{
    private const string All = "*";

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, LabRunRow> Latest { get; set; } = new Dictionary<string, LabRunRow>();

    [Parameter]
    public bool MayAct { get; set; }

    [SupplyParameterFromForm(FormName = "scenarios")]
    private ScenarioForm? Form { get; set; }

    private Task PlayAsync() => ActAsync("scenarios", actor => desk.StartAsync(
        Form?.Name == All ? [.. ScenarioLibrary.All.Select(scenario => scenario.Name)] : [Form?.Name ?? ""], actor, Cancellation));

    private sealed class ScenarioForm
    {
        public string? Name { get; set; }
    }
}
