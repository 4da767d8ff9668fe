using System.Collections.Frozen;

namespace BillingPortal.Core.Primitives;

/// <summary>An ISO 4217 currency in Stripe's spelling (three lower-case letters), which knows how many minor digits Stripe counts in.</summary>
/// <remarks>Digits follow Stripe's "Supported currencies": zero-decimal and three-decimal lists; all others have two.</remarks>
public readonly record struct Currency : IComparable<Currency>
{
    private static readonly FrozenSet<string> ZeroDecimal = new[]
    {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ThreeDecimal =
        new[] { "bhd", "iqd", "jod", "kwd", "lyd", "omr", "tnd" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly string? code;

    private Currency(string code) => this.code = code;

    public static Currency Usd { get; } = new("usd");

    public static Currency Eur { get; } = new("eur");

    /// <summary>Three lower-case letters, as Stripe writes them.</summary>
    public string Code => code ?? "usd";

    /// <summary>How many decimal digits the minor unit has: 0, 2 or 3.</summary>
    public int MinorDigits => ZeroDecimal.Contains(Code) ? 0 : ThreeDecimal.Contains(Code) ? 3 : 2;

    /// <summary>Reads three ASCII letters in any case.</summary>
    /// <exception cref="FormatException">The text is not three letters.</exception>
    public static Currency Parse(string text) =>
        TryParse(text, out var currency) ? currency : throw new FormatException($"'{text}' is not an ISO 4217 currency code.");

    public static bool TryParse(string? text, out Currency currency)
    {
        var ok = text is { Length: 3 } && text.All(char.IsAsciiLetter);
        currency = ok ? new Currency(text!.ToLowerInvariant()) : default;
        return ok;
    }

    public int CompareTo(Currency other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(Currency left, Currency right) => left.CompareTo(right) < 0;

    public static bool operator <=(Currency left, Currency right) => left.CompareTo(right) <= 0;

    public static bool operator >(Currency left, Currency right) => left.CompareTo(right) > 0;

    public static bool operator >=(Currency left, Currency right) => left.CompareTo(right) >= 0;
}
