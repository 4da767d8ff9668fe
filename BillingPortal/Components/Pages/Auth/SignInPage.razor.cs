using BillingPortal.Access;
using BillingPortal.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Auth;

/// <summary>Opens a session. Onboarding, the next page, knows where each kind of user goes from there.</summary>
public sealed partial class SignInPage(SignInService signIn, AccountService accounts, NavigationManager navigation)
{
    private readonly FieldErrors errors = new();
    private string? message;

    [SupplyParameterFromForm(FormName = "signin")]
    private SignInForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignInForm();
        if (await UserAsync() is not null)
            navigation.NavigateTo(PortalUrls.Onboard(Intent));
    }

    private async Task SubmitAsync()
    {
        errors.Require("email", Form!.Email, "Enter your e-mail address.");
        errors.Require("password", Form.Password, "Enter your password.");
        if (errors.Any)
            return;
        var email = Form.Email!.Trim();
        switch (await signIn.SignInAsync(email, Form.Password!, Form.Remember))
        {
            case SignInOutcome.Succeeded:
                navigation.NavigateTo(PortalUrls.Onboard(Intent));
                break;
            case SignInOutcome.RequiresTwoFactor:
                navigation.NavigateTo(PortalUrls.TwoFactor(Intent));
                break;
            case SignInOutcome.NotVerified:
                await accounts.ResendVerificationAsync(email, Intent, Cancellation);
                navigation.NavigateTo(PortalUrls.Verify(Intent, email));
                break;
            case SignInOutcome.LockedOut:
                message = "Too many attempts. Wait a quarter of an hour, or set a new password.";
                break;
            default:
                message = "The e-mail address or the password is not right.";
                break;
        }
    }

    private sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
