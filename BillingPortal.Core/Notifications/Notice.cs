using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Notifications;

/// <summary>A mail to be sent once for one cause. Slices make it; <see cref="Outbox"/> stores it; the sender renders it with the notice's template.</summary>
/// <param name="Kind">Name in the table of notices, such as <c>trial_started</c>.</param>
/// <param name="OnceKey">Unique for ever, such as <c>trial_started:sub_123</c>: a second notice with the same key is dropped.</param>
/// <param name="ToAddress">Recipient; null when there is no owner: the row is then kept as skipped, with a warning.</param>
/// <param name="Data">What the template shows, serialized as JSON; amounts as minor units with currency, instants as UTC.</param>
public sealed record Notice(string Kind, string OnceKey, OrganizationId? Organization, string? ToAddress, object Data);

/// <summary>How a kind of notice becomes a mail. Registered once per kind (<c>AddNotice&lt;TTemplate&gt;</c>), listed in the table of notices.</summary>
public interface INoticeTemplate
{
    string Kind { get; }

    /// <summary>Holds a way in, such as a sign-in link: never shown to support, and wiped once sent.</summary>
    bool Sensitive => false;

    /// <summary>Renders subject, HTML and text part from the stored JSON data.</summary>
    ValueTask<RenderedMail> RenderAsync(string dataJson, CancellationToken cancellation);
}

public sealed record RenderedMail(string Subject, string Html, string Text);
