using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Access;

/// <summary>The mails around an account, put into the outbox. Links carry the token and what the visitor meant to buy.</summary>
public sealed class AccountMails(UserManager<PortalUser> users, Outbox outbox, BillingDb db, PortalUrls urls, AccessOptions access, TimeProvider time)
{
    public const string VerifyEmail = "verify_email";
    public const string ResetPassword = "reset_password";
    public const string AccountExists = "account_exists";

    public async Task VerifyAsync(PortalUser user, BuyIntent intent, CancellationToken cancellation)
    {
        var token = await users.GenerateEmailConfirmationTokenAsync(user);
        await SendAsync(VerifyEmail, user, PortalUrls.Verify(intent, user: user.Id, token: token), cancellation);
    }

    public async Task ResetAsync(PortalUser user, BuyIntent intent, CancellationToken cancellation)
    {
        var token = await users.GeneratePasswordResetTokenAsync(user);
        await SendAsync(ResetPassword, user, PortalUrls.Reset(intent, user.Id, token), cancellation);
    }

    /// <summary>Somebody signed up with an address that has an account.</summary>
    public Task AlreadyKnownAsync(PortalUser user, BuyIntent intent, CancellationToken cancellation) =>
        SendAsync(AccountExists, user, PortalUrls.SignIn(intent), cancellation);

    /// <summary>The once-key holds the pause: within it a second mail of the same kind to the same user is dropped by the outbox.</summary>
    private async Task SendAsync(string kind, PortalUser user, string pathAndQuery, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var window = access.MailPauseSeconds == 0 ? now.UtcTicks : now.ToUnixTimeSeconds() / access.MailPauseSeconds;
        var data = new AccountMailData(user.DisplayName, urls.Absolute(pathAndQuery).AbsoluteUri);
        await outbox.EnqueueAsync(db, new Notice(kind, $"{kind}:{user.Id:N}:{window}", null, user.Email, data), cancellation);
        await db.SaveChangesAsync(cancellation);
    }
}
