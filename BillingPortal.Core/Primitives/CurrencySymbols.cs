using System.Collections.Frozen;

namespace BillingPortal.Core.Primitives;

/// <summary>Currency signs that stand alone without doubt; every other currency is written by its ISO code.</summary>
public static class CurrencySymbols
{
    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["usd"] = "$", ["eur"] = "€", ["gbp"] = "£", ["jpy"] = "¥", ["inr"] = "₹", ["krw"] = "₩", ["vnd"] = "₫",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string For(Currency currency) => Signs.TryGetValue(currency.Code, out var sign) ? sign : currency.Code.ToUpperInvariant();
}
