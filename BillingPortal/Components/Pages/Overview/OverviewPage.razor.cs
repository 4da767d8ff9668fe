using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Customers;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Overview;

/// <summary>A customer's home: the plan at a glance.</summary>
public sealed partial class OverviewPage(OverviewReader reader, CurrentOrganization current, TimeProvider time, ILogger<OverviewPage> logger)
{
    private Membership? membership;
    private Load<OverviewModel> overview = new();

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var principal = await PrincipalAsync();
        var found = await Load.RunAsync(() => current.FindAsync(principal, Cancellation), logger);
        membership = found.Value;
        if (found.State == LoadState.Failed)
            overview = new Load<OverviewModel>(LoadState.Failed);
        else if (membership is null)
            Navigation.NavigateTo(PortalUrls.Onboard());
        else
            overview = await Load.RunAsync(() => reader.ReadAsync(membership, Cancellation), logger);
    }
}
