using BillingPortal.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Access;

/// <summary>How a request about an account ended. <see cref="Problems"/> are about what was typed, never about who exists.</summary>
public sealed record AccountOutcome(IReadOnlyList<string> Problems)
{
    public static AccountOutcome Done { get; } = new([]);

    public bool Succeeded => Problems.Count == 0;
}

/// <summary>Accounts from sign-up to a forgotten password. No answer tells whether an address is known: only its mailbox learns that.</summary>
public sealed class AccountService(UserManager<PortalUser> users, AccountMails mails, BillingDb db, TimeProvider time)
{
    /// <summary>
    /// Makes the account and sends the verification mail. A known address gets a mail that says so; an address that was never confirmed
    /// gets the new password and a fresh link, so that whoever reads the mailbox decides.
    /// </summary>
    public async Task<AccountOutcome> SignUpAsync(string email, string password, string displayName, BuyIntent intent, CancellationToken cancellation)
    {
        var newcomer = new PortalUser
        {
            UserName = email.Trim(), Email = email.Trim(), DisplayName = displayName.Trim(), CreatedAt = time.GetUtcNow(),
        };
        if (await ProblemsAsync(newcomer, password) is { Count: > 0 } problems)
            return new AccountOutcome(problems);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await users.FindByEmailAsync(newcomer.Email) is { } known)
            await MeetAgainAsync(known, newcomer.DisplayName, password, intent, cancellation);
        else if (await users.CreateAsync(newcomer, password) is { Succeeded: false } failed)
            return new AccountOutcome([.. failed.Errors.Select(error => error.Description)]);
        else
            await mails.VerifyAsync(newcomer, intent, cancellation);
        await transaction.CommitAsync(cancellation);
        return AccountOutcome.Done;
    }

    /// <summary>Another verification mail, unless one was just sent or the address needs none.</summary>
    public async Task ResendVerificationAsync(string email, BuyIntent intent, CancellationToken cancellation)
    {
        if (await users.FindByEmailAsync(email.Trim()) is { EmailConfirmed: false } user)
            await mails.VerifyAsync(user, intent, cancellation);
    }

    /// <summary>The link of the verification mail. True also when the address was confirmed before: people click twice.</summary>
    public async Task<bool> VerifyEmailAsync(string? userId, string? token)
    {
        if (userId is null || token is null || !Guid.TryParse(userId, out _) || await users.FindByIdAsync(userId) is not { } user)
            return false;
        return user.EmailConfirmed || (await users.ConfirmEmailAsync(user, token)).Succeeded;
    }

    /// <summary>Sends the mail that resets the password, when there is such an account.</summary>
    public async Task ForgotAsync(string email, BuyIntent intent, CancellationToken cancellation)
    {
        if (await users.FindByEmailAsync(email.Trim()) is { } user)
            await mails.ResetAsync(user, intent, cancellation);
    }

    /// <summary>Sets the new password and ends every other session. The mailbox is proven by the link, so the address counts as confirmed.</summary>
    public async Task<AccountOutcome> ResetAsync(string? userId, string? token, string password)
    {
        if (userId is null || token is null || !Guid.TryParse(userId, out _) || await users.FindByIdAsync(userId) is not { } user)
            return new AccountOutcome(["This link is not valid any more. Ask for a new one."]);
        var result = await users.ResetPasswordAsync(user, token, password);
        if (!result.Succeeded)
            return new AccountOutcome([.. result.Errors.Select(error => error.Code == "InvalidToken" ? "This link is not valid any more. Ask for a new one." : error.Description)]);
        user.EmailConfirmed = true;
        await users.UpdateAsync(user);
        await users.SetLockoutEndDateAsync(user, null);
        return AccountOutcome.Done;
    }

    private async Task MeetAgainAsync(PortalUser known, string displayName, string password, BuyIntent intent, CancellationToken cancellation)
    {
        if (known.EmailConfirmed)
        {
            users.PasswordHasher.HashPassword(known, password); // the answer shall take as long as for a new address
            await mails.AlreadyKnownAsync(known, intent, cancellation);
            return;
        }

        known.DisplayName = displayName;
        known.PasswordHash = users.PasswordHasher.HashPassword(known, password);
        await users.UpdateSecurityStampAsync(known); // links of the sign-up before die with the password they stood for
        await mails.VerifyAsync(known, intent, cancellation);
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(PortalUser user, string password)
    {
        var problems = new List<string>();
        if (!new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(user.Email) || user.Email!.Length > 254)
            problems.Add("This is not an e-mail address.");
        foreach (var validator in users.PasswordValidators)
            problems.AddRange((await validator.ValidateAsync(users, user, password)).Errors.Select(error => error.Description));
        return problems;
    }
}
