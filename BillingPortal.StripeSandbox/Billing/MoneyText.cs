using System.Globalization;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Writes amounts the way Stripe's pages and line descriptions do: $24.00, ¥500, KWD 1.500.</summary>
internal static class MoneyText
{
    private static readonly HashSet<string> ZeroDecimal =
        ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"];

    private static readonly HashSet<string> ThreeDecimal = ["bhd", "jod", "kwd", "omr", "tnd"];

    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["usd"] = "$", ["eur"] = "€", ["gbp"] = "£", ["jpy"] = "¥", ["inr"] = "₹", ["krw"] = "₩", ["cad"] = "CA$", ["aud"] = "A$", ["brl"] = "R$",
    };

    public static string Of(decimal minor, string currency)
    {
        var digits = ZeroDecimal.Contains(currency) ? 0 : ThreeDecimal.Contains(currency) ? 3 : 2;
        var major = Math.Abs(minor) / (decimal)Math.Pow(10, digits);
        var number = major.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var symbol = Symbols.GetValueOrDefault(currency) ?? currency.ToUpperInvariant() + " ";
        return (minor < 0 ? "-" : "") + symbol + number;
    }
}
