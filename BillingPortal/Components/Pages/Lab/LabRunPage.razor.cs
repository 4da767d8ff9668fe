using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Lab;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>The timeline of one run, with the files to keep.</summary>
public sealed partial class LabRunPage(LabRunStore store, PortalMode mode, NavigationManager navigation, ILogger<LabRunPage> logger)
{
    private Load<LabRun?> run = new();

    [Parameter]
    public string RunId { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        if (mode.IsSandbox)
            run = await Load.RunAsync(() => store.GetAsync(RunId, Cancellation), logger);
        if (!mode.IsSandbox || run is { State: LoadState.Loaded, Value: null })
            navigation.NotFound();
    }
}
