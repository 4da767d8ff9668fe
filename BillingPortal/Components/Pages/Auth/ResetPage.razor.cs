using BillingPortal.Access;
using BillingPortal.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Auth;

/// <summary>Where the link of the reset mail leads.</summary>
public sealed partial class ResetPage(AccountService accounts)
{
    private readonly FieldErrors errors = new();
    private bool done;

    [SupplyParameterFromQuery(Name = "user")]
    private string? UserText { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    private string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "reset")]
    private ResetForm? Form { get; set; }

    private async Task SubmitAsync()
    {
        errors.Require("password", Form?.Password, "Choose a password.");
        if (errors.Any)
            return;
        var outcome = await accounts.ResetAsync(UserText, Token, Form!.Password!);
        foreach (var problem in outcome.Problems)
            errors.Add("password", problem);
        done = outcome.Succeeded;
    }

    private sealed class ResetForm
    {
        public string? Password { get; set; }
    }
}
