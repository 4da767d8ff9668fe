namespace BillingPortal.Core.Lab.Stories;

/// <summary>Expectations about what came of it: events, mails, lines of the audit log.</summary>
public static partial class Expect
{
    public static Expectation Event(string type) => new($"Stripe sends {type}, and the portal works on it", sight => sight.Events.FirstOrDefault(sent => sent.Type == type) switch
    {
        null => $"it came with {(sight.Events.Count == 0 ? "no event" : string.Join(", ", sight.Events.Select(sent => sent.Type).Distinct()))}",
        { Fate: "processed" or "ignored" } => null,
        var sent => $"it is {sent.Fate}",
    });

    /// <param name="fate">lost, held or waiting.</param>
    public static Expectation Event(string type, string fate) => new($"{type} is {fate}", sight => sight.Events.FirstOrDefault(sent => sent.Type == type) switch
    {
        null => "Stripe did not make it",
        { } sent when sent.Fate == fate => null,
        var sent => $"it is {sent.Fate}",
    });

    public static Expectation NoEvent(string type) => new($"Stripe does not send {type}", sight => sight.Events.Any(sent => sent.Type == type) ? "it did" : null);

    public static Expectation Mail(string kind, int count = 1) => Equal($"{(count == 1 ? "one mail" : $"{count} mails")} of kind {kind} in all", sight => sight.Mails.Count(mail => mail == kind), count);

    public static Expectation Audit(string action) => new($"the audit log says {action}", sight =>
        sight.Audit.Contains(action) ? null : $"it says {string.Join(", ", sight.Audit.Distinct())}");

    public static Expectation AuditOnce(string action) => Equal($"the audit log says {action} once", sight => sight.Audit.Count(line => line == action), 1);

    public static Expectation FaultStruck(int times = 1) => new($"the fault has struck{(times > 1 ? $" at least {times} times" : "")}", sight => sight.FaultHits >= times ? null : $"it struck {sight.FaultHits} times");

    /// <summary>For what only one story needs.</summary>
    public static Expectation That(string words, Func<Sight, string?> difference) => new(words, difference);
}
