using BillingPortal.Core.Notifications;

namespace BillingPortal.Access;

/// <param name="Url">The link with its token: whoever has it may act as the receiver, so these mails are sensitive.</param>
public sealed record AccountMailData(string Name, string Url);

/// <summary>The link that proves a new mailbox.</summary>
public sealed class VerifyEmailNotice(MailRenderer renderer) : RazorNotice<AccountMailData>(renderer)
{
    public override string Kind => AccountMails.VerifyEmail;

    public override bool Sensitive => true;

    protected override MailContent Write(AccountMailData data) => new("Verify your e-mail address", "Verify your e-mail address")
    {
        Paragraphs = [$"Hello {data.Name},", "press the button to confirm that this mailbox is yours. The link is valid for one day."],
        Action = new MailAction("Verify my address", data.Url),
        Footnote = "If you did not sign up, ignore this mail: without the link nothing happens.",
    };
}

/// <summary>The link that sets a new password.</summary>
public sealed class ResetPasswordNotice(MailRenderer renderer) : RazorNotice<AccountMailData>(renderer)
{
    public override string Kind => AccountMails.ResetPassword;

    public override bool Sensitive => true;

    protected override MailContent Write(AccountMailData data) => new("Reset your password", "Choose a new password")
    {
        Paragraphs = [$"Hello {data.Name},", "press the button to choose a new password. The link is valid for one day and works once."],
        Action = new MailAction("Choose a new password", data.Url),
        Footnote = "If you did not ask for this, ignore this mail: your password stays as it is.",
    };
}

/// <summary>Somebody signed up with an address that has an account already. The page did not say so; the mailbox learns it.</summary>
public sealed class AccountExistsNotice(MailRenderer renderer) : RazorNotice<AccountMailData>(renderer)
{
    public override string Kind => AccountMails.AccountExists;

    protected override MailContent Write(AccountMailData data) => new("You already have an account", "You already have an account")
    {
        Paragraphs = [$"Hello {data.Name},", "somebody, perhaps you, tried to sign up with this address. It has an account already, so you can simply sign in. If you forgot the password, the sign-in page helps."],
        Action = new MailAction("Sign in", data.Url),
        Footnote = "If it was not you, there is nothing to do: your account is unchanged.",
    };
}
