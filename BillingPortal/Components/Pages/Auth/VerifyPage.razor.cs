using BillingPortal.Access;
using BillingPortal.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Auth;

public enum VerifyState
{
    Waiting,
    Confirmed,
    Expired,
}

/// <summary>Waits for the mailbox, and is where the link of the mail leads.</summary>
public sealed partial class VerifyPage(AccountService accounts, IntentMemory memory, PortalMode mode, NavigationManager navigation)
{
    private readonly FieldErrors errors = new();
    private VerifyState state;
    private bool resent;

    [SupplyParameterFromQuery(Name = "email")]
    private string? EmailText { get; set; }

    [SupplyParameterFromQuery(Name = "user")]
    private string? UserText { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    private string? Token { get; set; }

    [SupplyParameterFromQuery(Name = "sent")]
    private string? Sent { get; set; }

    [SupplyParameterFromForm(FormName = "resend")]
    private ResendRequest? Form { get; set; }

    private string Title => state switch
    {
        VerifyState.Confirmed => "Your e-mail is confirmed",
        VerifyState.Expired => "This link does not work any more",
        _ => "Check your inbox",
    };

    protected override async Task OnInitializedAsync()
    {
        resent = Sent is not null;
        if (Token is null)
            return;
        state = await accounts.VerifyEmailAsync(UserText, Token) ? VerifyState.Confirmed : VerifyState.Expired;
        if (state == VerifyState.Confirmed && Guid.TryParse(UserText, out var user))
            await memory.RememberAsync(user, Intent);
    }

    private async Task ResendAsync()
    {
        errors.Require("email", Form?.Email, "Enter your e-mail address.");
        if (errors.Any)
            return;
        await accounts.ResendVerificationAsync(Form!.Email!, Intent, Cancellation);
        navigation.NavigateTo($"{PortalUrls.Verify(Intent, Form.Email!.Trim())}&sent=1");
    }

    private sealed class ResendRequest
    {
        public string? Email { get; set; }
    }
}
