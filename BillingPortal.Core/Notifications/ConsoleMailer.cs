using System.Globalization;

namespace BillingPortal.Core.Notifications;

/// <summary>Prints the text part instead of sending it: for a first look without any mail server.</summary>
public sealed class ConsoleMailer(TextWriter output) : IMailer
{
    public Task SendAsync(OutgoingMail mail, CancellationToken cancellation) => output.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture, $"---- mail to {mail.To}: {mail.Body.Subject}\n{mail.Body.Text}\n----"));
}
