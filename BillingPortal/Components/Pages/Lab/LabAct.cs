using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>A card of the lab with a form: acts for superadmins only, shows a refusal beside the form, and leaves the page fresh after an act.</summary>
public abstract class LabAct : PortalPage
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private PortalMode Mode { get; set; } = null!;

    /// <summary>The sandbox's or the lab's own words.</summary>
    protected string? Refusal { get; private set; }

    /// <param name="did">What the banner says afterwards.</param>
    /// <param name="act">Gets the actor for the audit log.</param>
    protected async Task ActAsync(string did, Func<string, Task<BillingError?>> act)
    {
        if (!Mode.IsSandbox || await UserAsync() is not { IsSuperadmin: true } user)
            return; // the forms are not shown to anybody else
        try
        {
            Refusal = (await act(user.Actor))?.Detail;
        }
        catch (HttpRequestException)
        {
            Refusal = "The sandbox does not answer. Nothing was done; try again in a moment.";
        }

        if (Refusal is null)
            Navigation.NavigateTo($"{PortalUrls.AdminLab}?did={did}");
    }
}
