using System.Net.Mail;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Notifications;

/// <summary>How mails leave the house.</summary>
public sealed class EmailOptions : IPortalOptions
{
    public const string Console = "console";
    public const string Smtp = "smtp";
    public const string Resend = "resend";
    public const string None = "none";

    /// <summary><c>console</c>, <c>smtp</c>, <c>resend</c>, or <c>none</c>: mails are written, shown in the mail log and sent nowhere.</summary>
    public string Provider { get; set; } = Console;

    public string SmtpHost { get; set; } = "";

    public int SmtpPort { get; set; } = 587;

    public string SmtpUsername { get; set; } = "";

    public string SmtpPassword { get; set; } = "";

    /// <summary>Asks for STARTTLS. Unset: yes when there is a password to protect.</summary>
    public bool? SmtpStartTls { get; set; }

    public string ApiKey { get; set; } = "";

    /// <summary>Resend's API; another address only for tests.</summary>
    public string ApiBase { get; set; } = "https://api.resend.com/";

    /// <summary>An address, with or without a name: <c>Billing &lt;billing@example.com&gt;</c>.</summary>
    public string FromAddress { get; set; } = "BillingPortal <billing@localhost>";

    /// <summary>Set by the host in sandbox mode: mails stay readable on this machine, so that a verification link can be followed without a mail account.</summary>
    public bool CatchMail { get; set; }

    public bool UsesStartTls => SmtpStartTls ?? SmtpPassword.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (Provider is not (Console or Smtp or Resend or None))
            yield return $"EMAIL_PROVIDER is '{Provider}'; it must be console, smtp, resend or none.";
        if (Provider == Smtp && string.IsNullOrWhiteSpace(SmtpHost))
            yield return "SMTP_HOST must name the mail server when EMAIL_PROVIDER is smtp.";
        if (SmtpPort is < 1 or > 65535)
            yield return "SMTP_PORT must be between 1 and 65535.";
        if (Provider == Smtp && SmtpUsername.Length > 0 != SmtpPassword.Length > 0)
            yield return "SMTP_USERNAME and SMTP_PASSWORD must be set together.";
        if (Provider == Resend && string.IsNullOrWhiteSpace(ApiKey))
            yield return "EMAIL_API_KEY must be set when EMAIL_PROVIDER is resend.";
        if (Provider == Resend && !Uri.TryCreate(ApiBase, UriKind.Absolute, out _))
            yield return "EMAIL_API_BASE must be an absolute URL.";
        if (!MailAddress.TryCreate(FromAddress, out _))
            yield return "EMAIL_FROM_ADDRESS must be an e-mail address, such as Billing <billing@example.com>.";
    }
}
