using BillingPortal.Components.Parts;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Webhooks;

namespace BillingPortal.Components.Pages.Console;

/// <summary>States of the inbox and the outbox as the console names them.</summary>
public static class ConsoleWords
{
    /// <summary>Pending after an attempt is a retry, which is worth seeing.</summary>
    public static (string Text, Tone Tone) Status(InboxRow row) => row switch
    {
        { Status: InboxStatus.Pending, Attempts: > 0 } => ("Retrying", Tone.Warning),
        _ => Status(row.Status),
    };

    public static (string Text, Tone Tone) Status(InboxStatus status) => status switch
    {
        InboxStatus.Processed => ("Processed", Tone.Good),
        InboxStatus.Pending => ("Pending", Tone.Info),
        InboxStatus.Parked => ("Parked", Tone.Bad),
        _ => ("Ignored", Tone.Neutral),
    };

    public static (string Text, Tone Tone) Status(OutboxStatus status) => status switch
    {
        OutboxStatus.Sent => ("Sent", Tone.Good),
        OutboxStatus.Pending => ("Pending", Tone.Info),
        OutboxStatus.Failed => ("Failed", Tone.Bad),
        _ => ("Skipped", Tone.Neutral),
    };

    /// <summary>Reads a filter from the URL; anything unknown filters nothing.</summary>
    public static TStatus? Parse<TStatus>(string? text)
        where TStatus : struct, Enum =>
        Enum.TryParse<TStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;

    public static string Key<TStatus>(TStatus status)
        where TStatus : struct, Enum => status.ToString().ToLowerInvariant();
}
