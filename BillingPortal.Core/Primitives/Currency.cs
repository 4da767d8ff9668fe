using System.Collections.Frozen;

namespace BillingPortal.Core.Primitives;

/// <summary>An ISO 4217 currency in Stripe's spelling (three lower-case letters), which knows how Stripe counts and charges it.</summary>
/// <remarks>
/// The lists are those of https://docs.stripe.com/currencies and differ from ISO 4217 on purpose: UGX and ISK have no decimals any more, but
/// Stripe still counts them in hundredths (5 ISK is 500) and refuses fractions. HUF and TWD are whole only in payouts, so they have two.
/// </remarks>
public readonly record struct Currency : IComparable<Currency>
{
    private static readonly FrozenSet<string> ZeroDecimal = new[]
    {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ThreeDecimal = new[] { "bhd", "jod", "kwd", "omr", "tnd" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WholeUnitsOnly = new[] { "isk", "ugx" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly string? code;

    private Currency(string code) => this.code = code;

    public static Currency Usd { get; } = new("usd");

    public static Currency Eur { get; } = new("eur");

    /// <summary>Three lower-case letters, as Stripe writes them.</summary>
    public string Code => code ?? "usd";

    /// <summary>How many decimal digits Stripe's minor unit has: 0, 2 or 3.</summary>
    public int MinorDigits => ZeroDecimal.Contains(Code) ? 0 : ThreeDecimal.Contains(Code) ? 3 : 2;

    /// <summary>How many decimal digits people write: those of the minor unit, none for currencies that are charged in whole units only.</summary>
    public int DisplayDigits => WholeUnitsOnly.Contains(Code) ? 0 : MinorDigits;

    /// <summary>An amount to charge must be a multiple of this many minor units: card networks take three-decimal currencies in tens only.</summary>
    public long ChargeStepMinor => WholeUnitsOnly.Contains(Code) ? 100 : ThreeDecimal.Contains(Code) ? 10 : 1;

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
