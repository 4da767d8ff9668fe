using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Lab;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>The lab, where the portal runs with its own sandbox. Support looks, superadmins act.</summary>
public sealed partial class LabPage(SandboxDesk desk, LabRunStore store, PortalMode mode, ILogger<LabPage> logger)
{
    private Load<SandboxState> state = new();
    private Load<IReadOnlyDictionary<string, LabRunRow>> results = new();
    private bool mayAct;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "did")]
    private string? Did { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!mode.IsSandbox)
        {
            Navigation.NotFound();
            return;
        }

        mayAct = await UserAsync() is { IsSuperadmin: true };
        state = await Load.RunAsync(() => desk.ReadAsync(Cancellation), logger);
        results = await Load.RunAsync(() => store.LatestAsync(Cancellation), logger);
    }
}
