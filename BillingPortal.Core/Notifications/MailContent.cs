using System.Text;

namespace BillingPortal.Core.Notifications;

/// <summary>What a mail says, before it has a look: <c>MailLayout.razor</c> makes the HTML part of it, <see cref="ToText"/> the text part.</summary>
public sealed record MailContent(string Subject, string Heading)
{
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>A small table, such as plan, seats and end of the trial.</summary>
    public IReadOnlyList<MailFact> Facts { get; init; } = [];

    /// <summary>The one button, if the reader is to do something.</summary>
    public MailAction? Action { get; init; }

    /// <summary>Small print below everything, such as why this mail came.</summary>
    public string? Footnote { get; init; }

    public string ToText()
    {
        var text = new StringBuilder().AppendLine(Heading).AppendLine();
        foreach (var paragraph in Paragraphs)
            text.AppendLine(paragraph).AppendLine();
        foreach (var fact in Facts)
            text.Append(fact.Label).Append(": ").AppendLine(fact.Value);
        if (Facts.Count > 0)
            text.AppendLine();
        if (Action is not null)
            text.Append(Action.Label).AppendLine(":").AppendLine(Action.Url).AppendLine();
        if (Footnote is not null)
            text.AppendLine("--").AppendLine(Footnote);
        return text.ToString();
    }
}

public sealed record MailFact(string Label, string Value);

public sealed record MailAction(string Label, string Url);
