using System.Security.Claims;
using BillingPortal.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Access;

/// <param name="Key">To type into an authenticator, in groups of four.</param>
/// <param name="KeyUri">The same as <c>otpauth://</c>, for a QR code or a click on a phone.</param>
/// <param name="Enabled">A second factor is asked for already.</param>
public sealed record TwoFactorSetup(string Key, string KeyUri, bool Enabled, int RecoveryCodesLeft);

/// <summary>Sets up and takes off the second factor (an authenticator app, RFC 6238).</summary>
public sealed class TwoFactorService(UserManager<PortalUser> users, SignInManager<PortalUser> signIn)
{
    private const int RecoveryCodes = 10;

    /// <summary>The user's key, made at the first look. Null when nobody is signed in.</summary>
    public async Task<TwoFactorSetup?> SetupAsync(ClaimsPrincipal principal)
    {
        if (await users.GetUserAsync(principal) is not { } user)
            return null;
        if (await users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
        {
            await users.ResetAuthenticatorKeyAsync(user);
            await signIn.RefreshSignInAsync(user); // a new key renews the security stamp, which would end this session
            key = await users.GetAuthenticatorKeyAsync(user) ?? throw new InvalidOperationException("The authenticator key was not stored.");
        }

        return new TwoFactorSetup(Grouped(key), KeyUri(user.Email!, key), user.TwoFactorEnabled, await users.CountRecoveryCodesAsync(user));
    }

    /// <summary>Proves that the app shows the right digits, then asks for them from now on. The recovery codes are shown this once.</summary>
    /// <returns>Null when the code is wrong or nobody is signed in.</returns>
    public async Task<IReadOnlyList<string>?> EnableAsync(ClaimsPrincipal principal, string code)
    {
        if (await users.GetUserAsync(principal) is not { } user
            || !await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, SignInService.Digits(code)))
            return null;
        await users.SetTwoFactorEnabledAsync(user, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await signIn.SignInWithClaimsAsync(user, isPersistent: false, [new Claim(PortalClaims.Method, "mfa")]); // the code just given is the second factor
        return [.. codes ?? []];
    }

    /// <summary>Takes the second factor off and forgets its key. False when the code is wrong.</summary>
    public async Task<bool> DisableAsync(ClaimsPrincipal principal, string code)
    {
        if (await users.GetUserAsync(principal) is not { } user
            || !await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, SignInService.Digits(code)))
            return false;
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user);
        return true;
    }

    private static string Grouped(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(group => new string(group)));

    private static string KeyUri(string email, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString($"BillingPortal:{email}")}?secret={key}&issuer=BillingPortal&digits=6";
}
