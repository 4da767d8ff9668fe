using System.Globalization;

namespace BillingPortal.Hosting;

/// <summary>What a value must look like before options are bound to it.</summary>
public enum ValueKind
{
    Text,
    Number,

    /// <summary><c>1</c>, <c>true</c>, <c>0</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>Absolute, http or https; the options say so themselves.</summary>
    Url,

    /// <summary>Comma separated.</summary>
    List,
}

/// <summary>One line of the configuration table.</summary>
/// <param name="Name">The environment variable.</param>
/// <param name="Key">The same value in appsettings.json, as <c>Section:Key</c>.</param>
/// <param name="Default">What holds when nothing is set, in words or as the value itself.</param>
/// <param name="Secret">Never printed, never logged.</param>
public sealed record EnvironmentKey(string Name, string Key, ValueKind Kind, string Default, string Description, bool Secret = false)
{
    /// <summary>Older or shorter name for the same value; <see cref="Name"/> wins.</summary>
    public string? Alias { get; init; }

    public string Section => Key[..Key.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>A sentence when the text cannot be read as this kind, else null. Never repeats a secret.</summary>
    public string? Problem(string text) => Kind switch
    {
        ValueKind.Number when !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => $"{Name} must be a whole number{Shown(text)}.",
        ValueKind.Switch when Switch(text) is null => $"{Name} must be 1, true, 0 or false{Shown(text)}.",
        _ => null,
    };

    /// <summary>The text as the options binder reads it.</summary>
    public string Normalize(string text) => Kind == ValueKind.Switch && Switch(text) is { } on ? on ? "true" : "false" : text;

    /// <summary>What stands in for an unreadable value while the rest is checked; the start is refused anyway.</summary>
    public string Fallback => Problem(Default) is null ? Normalize(Default) : Kind == ValueKind.Switch ? "false" : "0";

    private static bool? Switch(string text) => text.Trim().ToUpperInvariant() switch
    {
        "1" or "TRUE" => true,
        "0" or "FALSE" => false,
        _ => null,
    };

    private string Shown(string text) => Secret ? "" : $", not '{text}'";
}
