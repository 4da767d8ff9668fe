namespace BillingPortal.Core.Notifications;

/// <summary>Every kind of notice with its template, as registered by <c>AddNotice</c>.</summary>
public sealed class NoticeTemplates(IEnumerable<INoticeTemplate> templates)
{
    private readonly Dictionary<string, INoticeTemplate> byKind = templates.ToDictionary(template => template.Kind, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Nobody registered this kind: a row of another version, or a forgotten registration.</exception>
    public INoticeTemplate Find(string kind) =>
        byKind.TryGetValue(kind, out var template) ? template : throw new InvalidOperationException($"There is no template for notices of kind '{kind}'.");
}
