using BillingPortal.Access;
using BillingPortal.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Auth;

/// <summary>First step of the journey. Its answer is the same whether the address was known or not.</summary>
public sealed partial class SignUpPage(AccountService accounts, NavigationManager navigation)
{
    private readonly FieldErrors errors = new();

    [SupplyParameterFromForm(FormName = "signup")]
    private SignUpForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignUpForm();
        if (await UserAsync() is not null)
            navigation.NavigateTo(PortalUrls.Onboard(Intent));
    }

    private async Task SubmitAsync()
    {
        errors.Require("name", Form!.DisplayName, "Tell us how to address you.");
        errors.Require("email", Form.Email, "Enter your e-mail address.");
        errors.Require("password", Form.Password, "Choose a password.");
        if (errors.Any)
            return;
        var outcome = await accounts.SignUpAsync(Form.Email!, Form.Password!, Form.DisplayName!, Intent, Cancellation);
        foreach (var problem in outcome.Problems)
            errors.Add(problem.Contains("e-mail", StringComparison.OrdinalIgnoreCase) ? "email" : "password", problem);
        if (outcome.Succeeded)
            navigation.NavigateTo(PortalUrls.Verify(Intent, Form.Email!.Trim()));
    }

    private sealed class SignUpForm
    {
        public string? DisplayName { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
