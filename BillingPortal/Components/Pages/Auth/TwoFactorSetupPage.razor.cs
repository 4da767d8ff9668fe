using BillingPortal.Access;
using BillingPortal.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Auth;

/// <summary>Turns the second factor on and off; either needs a code that the app shows now.</summary>
public sealed partial class TwoFactorSetupPage(TwoFactorService twoFactor, NavigationManager navigation)
{
    private const string WrongCode = "This code is not right. It changes every half minute.";

    private readonly FieldErrors errors = new();
    private TwoFactorSetup? setup;
    private IReadOnlyList<string>? recoveryCodes;

    [SupplyParameterFromForm]
    private CodeForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new CodeForm();
        setup = await twoFactor.SetupAsync(await PrincipalAsync());
    }

    private async Task EnableAsync()
    {
        recoveryCodes = await twoFactor.EnableAsync(await PrincipalAsync(), Form!.Code ?? "");
        if (recoveryCodes is null)
            errors.Add("code", WrongCode);
    }

    private async Task DisableAsync()
    {
        if (await twoFactor.DisableAsync(await PrincipalAsync(), Form!.Code ?? ""))
            navigation.NavigateTo(PortalUrls.TwoFactorSetup);
        else
            errors.Add("code", WrongCode);
    }

    private sealed class CodeForm
    {
        public string? Code { get; set; }
    }
}
