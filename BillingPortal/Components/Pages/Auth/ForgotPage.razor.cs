using BillingPortal.Access;
using BillingPortal.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Auth;

/// <summary>Asks for the mail that sets a new password. Says the same for every address.</summary>
public sealed partial class ForgotPage(AccountService accounts, PortalMode mode)
{
    private readonly FieldErrors errors = new();
    private string? sentTo;

    [SupplyParameterFromForm(FormName = "forgot")]
    private ForgotForm? Form { get; set; }

    protected override void OnInitialized() => Form ??= new ForgotForm();

    private async Task SubmitAsync()
    {
        errors.Require("email", Form!.Email, "Enter your e-mail address.");
        if (errors.Any)
            return;
        await accounts.ForgotAsync(Form.Email!, Intent, Cancellation);
        sentTo = Form.Email!.Trim();
    }

    private sealed class ForgotForm
    {
        public string? Email { get; set; }
    }
}
