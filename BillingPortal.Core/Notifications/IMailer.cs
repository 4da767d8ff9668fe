namespace BillingPortal.Core.Notifications;

/// <summary>The way out of the house: console, SMTP or an HTTP API. Throws when the mail was not taken.</summary>
public interface IMailer
{
    Task SendAsync(OutgoingMail mail, CancellationToken cancellation);
}

/// <summary>One mail, ready to go.</summary>
/// <param name="MessageId">The same for every attempt at one row, so that a receiver can recognize a repetition.</param>
public sealed record OutgoingMail(string MessageId, string From, string To, RenderedMail Body);

/// <summary>The mail provider said no; its words are for the mail log.</summary>
public sealed class MailRefusedException(string message) : Exception(message);
