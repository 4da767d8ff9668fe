using System.Globalization;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Lab;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>How the lab names faults, outcomes and results.</summary>
public static class LabWords
{
    /// <summary>The sandbox's kinds of faults: on the API's side first, then on the way of webhooks.</summary>
    public static IReadOnlyList<(string Key, string Text)> ApiFaults { get; } =
    [
        ("error", "The API answers with an error"), ("rate_limit", "The API limits the rate"), ("slow", "The API answers late"), ("lost_answer", "The API's answer gets lost"),
    ];

    public static IReadOnlyList<(string Key, string Text)> WebhookFaults { get; } =
    [
        ("drop", "Webhooks get lost"), ("duplicate", "Webhooks come several times"), ("delay", "Webhooks come late"), ("reorder", "Webhooks overtake each other"),
        ("wrong_signature", "Webhooks carry a wrong signature"),
    ];

    public static IReadOnlyList<(string Key, string Text)> Outcomes { get; } =
    [
        ("succeed", "Succeed"), ("authenticate", "Ask for the cardholder (3-D Secure)"), ("decline:generic_decline", "Decline: no reason given"),
        ("decline:insufficient_funds", "Decline: insufficient funds"), ("decline:expired_card", "Decline: expired card"), ("decline:incorrect_cvc", "Decline: wrong CVC"),
        ("decline:do_not_honor", "Decline: do not honor"), ("decline:lost_card", "Decline: lost card"), ("decline:stolen_card", "Decline: stolen card"),
        ("decline:fraudulent", "Decline: fraudulent"), ("decline:processing_error", "Decline: processing error"),
    ];

    public static IReadOnlyList<(string Key, string Text)> LastRetry { get; } =
        [("cancel", "Cancel the subscription"), ("mark_unpaid", "Leave it unpaid"), ("leave_past_due", "Leave it past due")];

    public static IReadOnlyList<(string Key, string Text)> LastInvoice { get; } = [("leave_open", "Leave it open"), ("mark_uncollectible", "Mark it uncollectible")];

    public static string Of(IEnumerable<(string Key, string Text)> words, string? key) => words.FirstOrDefault(word => word.Key == key) is { Text: { } text } ? text : key ?? "";

    /// <summary>Which requests or events a fault strikes, and how often.</summary>
    public static string Reach(SandboxFault fault) => string.Join(", ", new[]
    {
        fault.Path is { } path ? $"{fault.Method} {path}".Trim() : null,
        fault.Types is { Count: > 0 } types ? string.Join(" ", types) : null,
        fault.About is { } about ? $"about {about}" : null,
        fault.Rate < 1 ? fault.Rate.ToString("P0", CultureInfo.InvariantCulture) : null,
        fault.PerSecond is { } most ? $"beyond {most} a second" : null,
        fault.Count is { } count ? $"at most {count} times" : null,
    }.OfType<string>()) is { Length: > 0 } text ? text : "everything";

    /// <summary>"3 days, 4 hours ahead of now".</summary>
    public static string Ahead(TimeSpan ahead) => ahead < TimeSpan.FromSeconds(30)
        ? "in step with the real clock"
        : $"{string.Join(", ", new[] { (ahead.Days, "day"), (ahead.Hours, "hour"), (ahead.Minutes, "minute") }.Where(part => part.Item1 > 0).Take(2).Select(part => Words.Count(part.Item1, part.Item2))) switch { "" => "less than a minute", var text => text }} ahead of now";

    public static (string Text, Tone Tone) Result(bool held) => held ? ("Held", Tone.Good) : ("Failed", Tone.Bad);

    /// <summary>What an act came to, for the banner after it.</summary>
    public static string? Done(string? key) => key switch
    {
        "fault" => "The fault is in force.",
        "fault-removed" => "The fault is taken away.",
        "payment" => "The next payment is decided.",
        "payment-forgotten" => "The next payments do again what the cards do.",
        "dunning" => "The settings hold from the next failed payment on.",
        "reset" => "The sandbox is empty, its clock is back in the present, and the portal has forgotten what came from it. The catalog is loaded again.",
        _ => null,
    };
}
