using System.Security.Claims;
using BillingPortal.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Access;

public enum SignInOutcome
{
    Succeeded,
    RequiresTwoFactor,

    /// <summary>Name and password are right, the address is not confirmed yet: offer a new verification mail.</summary>
    NotVerified,
    LockedOut,

    /// <summary>Unknown address or wrong password; which of them is not told.</summary>
    Failed,
}

/// <summary>Opens and closes sessions. Works on static pages only: a cookie cannot be set from a circuit.</summary>
public sealed class SignInService(SignInManager<PortalUser> signIn, UserManager<PortalUser> users, IPasswordHasher<PortalUser> hasher)
{
    public async Task<SignInOutcome> SignInAsync(string email, string password, bool remember)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            hasher.HashPassword(new PortalUser(), password); // an unknown address shall not answer faster than a known one
            return SignInOutcome.Failed;
        }

        if (await users.IsLockedOutAsync(user))
            return SignInOutcome.LockedOut;
        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            return await users.IsLockedOutAsync(user) ? SignInOutcome.LockedOut : SignInOutcome.Failed;
        }

        return user.EmailConfirmed ? Outcome(await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true)) : SignInOutcome.NotVerified;
    }

    /// <summary>The second step, with the six digits of an authenticator. Belongs to the first step by Identity's own short-lived cookie.</summary>
    public async Task<SignInOutcome> SignInTwoFactorAsync(string code, bool remember, bool rememberDevice) =>
        Outcome(await signIn.TwoFactorAuthenticatorSignInAsync(Digits(code), remember, rememberDevice));

    /// <summary>The second step with a recovery code, which is used up by it.</summary>
    public async Task<SignInOutcome> SignInRecoveryAsync(string recoveryCode) =>
        Outcome(await signIn.TwoFactorRecoveryCodeSignInAsync(recoveryCode.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>Whether a first step waits for its second.</summary>
    public async Task<bool> AwaitsSecondFactorAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    public Task SignOutAsync() => signIn.SignOutAsync();

    /// <summary>Renews the session's claims after the user changed, keeping how it was signed in.</summary>
    public async Task RefreshAsync(ClaimsPrincipal principal)
    {
        if (await users.GetUserAsync(principal) is { } user)
            await signIn.RefreshSignInAsync(user);
    }

    internal static string Digits(string code) => new([.. code.Where(char.IsAsciiDigit)]);

    private static SignInOutcome Outcome(SignInResult result) => result switch
    {
        { Succeeded: true } => SignInOutcome.Succeeded,
        { RequiresTwoFactor: true } => SignInOutcome.RequiresTwoFactor,
        { IsLockedOut: true } => SignInOutcome.LockedOut,
        { IsNotAllowed: true } => SignInOutcome.NotVerified,
        _ => SignInOutcome.Failed,
    };
}
