using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace BillingPortal.Core.Notifications;

/// <summary>Hands a mail to an SMTP server, one conversation per mail, with an HTML and a text part.</summary>
public sealed class SmtpMailer(EmailOptions options) : IMailer
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        using var client = new SmtpClient(options.SmtpHost, options.SmtpPort) { EnableSsl = options.UsesStartTls };
        if (options.SmtpUsername.Length > 0)
            client.Credentials = new NetworkCredential(options.SmtpUsername, options.SmtpPassword);
        using var message = Compose(mail);
        await client.SendMailAsync(message, cancellation);
    }

    private static MailMessage Compose(OutgoingMail mail)
    {
        var message = new MailMessage(new MailAddress(mail.From), new MailAddress(mail.To))
        {
            Subject = mail.Body.Subject, SubjectEncoding = Encoding.UTF8, Body = mail.Body.Text, BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: out-of-office programs shall not answer
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Body.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return message;
    }
}
