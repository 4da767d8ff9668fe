namespace BillingPortal.Access;

/// <summary>
/// What a visitor meant to buy when the journey began. It travels in the query of every step (sign-up → verification mail → sign-in →
/// onboarding → Checkout), so that no step depends on the browser or device of the one before.
/// </summary>
/// <param name="Plan">Code of the plan, such as <c>team</c>.</param>
/// <param name="Interval"><c>monthly</c> or <c>yearly</c>; null is monthly.</param>
/// <param name="Trial">Start with the free trial.</param>
/// <param name="ReturnUrl">A page of the portal to come back to; anything else is dropped.</param>
/// <param name="Currency">ISO code the prices were shown in; null is the catalog's own currency.</param>
public sealed record BuyIntent(string? Plan = null, string? Interval = null, bool Trial = false, string? ReturnUrl = null, string? Currency = null)
{
    public static BuyIntent None { get; } = new();

    public bool WantsToBuy => !string.IsNullOrEmpty(Plan);

    /// <summary>From query parameters as they came; nothing in them is trusted.</summary>
    public static BuyIntent From(string? plan, string? interval, string? trial, string? returnUrl, string? currency = null) => new(
        IsWord(plan) ? plan : null,
        interval is "monthly" or "yearly" ? interval : null,
        trial is "1" or "true" or "True",
        LocalPath.Or(returnUrl, null),
        IsWord(currency) && currency is { Length: 3 } ? currency : null);

    private static bool IsWord(string? text) => text is { Length: > 0 and <= 64 } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}

/// <summary>Keeps redirects inside the portal.</summary>
public static class LocalPath
{
    /// <summary>The path when it begins with one slash and cannot be read as another host, else <paramref name="otherwise"/>.</summary>
    public static string? Or(string? path, string? otherwise) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl)
            ? path
            : otherwise;
}
