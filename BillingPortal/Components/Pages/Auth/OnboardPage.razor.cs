using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Customers;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Auth;

/// <summary>Where every sign-in arrives: whoever has an organization is led on at once, all others name one here.</summary>
public sealed partial class OnboardPage(OrganizationService organizations, IntentMemory memory, NavigationManager navigation)
{
    private readonly FieldErrors errors = new();
    private BuyIntent intent = BuyIntent.None;

    [SupplyParameterFromForm(FormName = "onboard")]
    private OnboardForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new OnboardForm();
        if (await UserAsync() is not { } user)
            return;
        intent = await memory.RecallAsync(await PrincipalAsync(), Intent);
        var hasOrganization = (await organizations.ForUserAsync(user.Id, Cancellation)).Count > 0;
        var next = PortalUrls.AfterSignIn(intent, hasOrganization, user.IsSupport);
        if (next != PortalUrls.Onboard(intent) && !(next == intent.ReturnUrl && !hasOrganization && !user.IsSupport))
            navigation.NavigateTo(next);
        else
            await memory.RememberAsync(user.Id, intent);
    }

    private async Task SubmitAsync()
    {
        errors.Require("name", Form!.Name, "Give your organization a name.");
        if (errors.Any || await UserAsync() is not { } user)
            return;
        var created = await organizations.CreateAsync(user.Id, Form.Name!.Trim(), Cancellation);
        if (created.Succeeded)
            navigation.NavigateTo(PortalUrls.AfterSignIn(intent, hasOrganization: true, user.IsSupport));
        else
            errors.Add("name", created.Error.Detail);
    }

    private sealed class OnboardForm
    {
        public string? Name { get; set; }
    }
}
