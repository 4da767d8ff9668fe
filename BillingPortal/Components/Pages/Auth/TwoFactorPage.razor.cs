using BillingPortal.Access;
using BillingPortal.Components.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace BillingPortal.Components.Pages.Auth;

/// <summary>The second step of a sign-in: an authenticator's digits, or a recovery code.</summary>
public sealed partial class TwoFactorPage(SignInService signIn, NavigationManager navigation)
{
    private readonly FieldErrors errors = new();

    [SupplyParameterFromQuery(Name = "recovery")]
    private string? Recovery { get; set; }

    [SupplyParameterFromForm(FormName = "two-factor")]
    private CodeForm? Form { get; set; }

    private bool IsRecovery => Recovery is not null;

    private string RecoveryUrl => QueryHelpers.AddQueryString(PortalUrls.TwoFactor(Intent), "recovery", "1");

    protected override async Task OnInitializedAsync()
    {
        Form ??= new CodeForm();
        if (!await signIn.AwaitsSecondFactorAsync())
            navigation.NavigateTo(PortalUrls.SignIn(Intent));
    }

    private async Task SubmitAsync()
    {
        errors.Require("code", Form!.Code, IsRecovery ? "Enter one of your recovery codes." : "Enter the six digits.");
        if (errors.Any)
            return;
        var outcome = IsRecovery ? await signIn.SignInRecoveryAsync(Form.Code!) : await signIn.SignInTwoFactorAsync(Form.Code!, remember: false, Form.RememberDevice);
        if (outcome == SignInOutcome.Succeeded)
            navigation.NavigateTo(PortalUrls.Onboard(Intent));
        else
            errors.Add("code", outcome == SignInOutcome.LockedOut ? "Too many attempts. Wait a quarter of an hour." : "This code is not right. It changes every half minute.");
    }

    private sealed class CodeForm
    {
        public string? Code { get; set; }

        public bool RememberDevice { get; set; }
    }
}
