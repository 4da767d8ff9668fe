using System.Globalization;
using System.Text;

namespace BillingPortal.Core.Lab;

/// <summary>A run as Markdown, which also reads well in a terminal: what was done, what was seen, what did not hold.</summary>
public static class TimelineText
{
    public static string Of(LabRun run)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {run.Title} ({run.Scenario}): {Verdict(run)}").AppendLine();
        text.AppendLine(run.Shows).AppendLine();
        foreach (var step in run.Steps)
            Write(text, step);
        foreach (var words in run.NotReached)
            text.AppendLine(CultureInfo.InvariantCulture, $"- not reached: {words}");
        return text.ToString().TrimEnd() + Environment.NewLine;
    }

    public static string Verdict(LabRun run) => run switch
    {
        { FinishedAt: null } => "running",
        { Held: true } => string.Create(CultureInfo.InvariantCulture, $"held, {run.Checks} checks in {run.Steps.Count} steps"),
        _ => string.Create(CultureInfo.InvariantCulture, $"FAILED at step {run.Steps.Count}"),
    };

    /// <summary>Event types with how often each came, and what became of those that did not arrive as usual.</summary>
    public static string Events(IEnumerable<TimelineEvent> events) => string.Join(", ", events.GroupBy(sent => (sent.Type, sent.Fate)).Select(group =>
        $"{group.Key.Type}{(group.Count() > 1 ? $" ×{group.Count()}" : "")}{(group.Key.Fate is "processed" or "ignored" ? "" : $" [{group.Key.Fate}]")}"));

    public static string State(TimelineState state) => string.Join(" · ", new[]
    {
        state.Plan is null ? "no subscription" : $"{state.Plan}, {state.Status}{(state.CancelsAtPeriodEnd ? ", ends with the period" : "")}",
        state.AtStripe == state.Status ? null : $"at Stripe {state.AtStripe ?? "none"}",
        state.PaymentState is null or "ok" ? null : $"payment {state.PaymentState}",
        $"may use {state.Access}{(state.Seats > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({state.Seats} seats)") : "")}",
        state.NewestInvoice is null ? null : $"invoice {state.NewestInvoice}",
        state.Mails.Count == 0 ? null : $"mails {string.Join(", ", state.Mails)}",
    }.OfType<string>());

    private static void Write(StringBuilder text, TimelineStep step)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{step.Number}. {(step.Held ? "ok" : "FAILED")}: {step.Words}");
        if (step.At is { } at)
            text.AppendLine(CultureInfo.InvariantCulture, $"   - time: {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        if (step.Events.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"   - events: {Events(step.Events)}");
        if (step.State is { } state)
            text.AppendLine(CultureInfo.InvariantCulture, $"   - portal: {State(state)}");
        if (step.Refusal is { } refusal)
            text.AppendLine(CultureInfo.InvariantCulture, $"   - refused: {refusal}");
        if (step.Problem is { } problem)
            text.AppendLine(CultureInfo.InvariantCulture, $"   - problem: {problem}");
        foreach (var check in step.Checks)
            text.AppendLine(CultureInfo.InvariantCulture, $"   - [{(check.Held ? 'x' : ' ')}] {check.Expected}{(check.Held ? "" : $": {check.Difference}")}");
    }
}
