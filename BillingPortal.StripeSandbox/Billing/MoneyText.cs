using System.Globalization;
using BillingPortal.StripeSandbox.Catalog;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Writes amounts the way Stripe's pages and line descriptions do: $24.00, ¥500, KWD 1.500. A fraction of a minor unit is not lost.</summary>
internal static class MoneyText
{
    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["usd"] = "$", ["eur"] = "€", ["gbp"] = "£", ["jpy"] = "¥", ["inr"] = "₹", ["krw"] = "₩", ["cad"] = "CA$", ["aud"] = "A$", ["brl"] = "R$",
    };

    public static string Of(decimal minor, string currency)
    {
        var major = Math.Abs(minor) / (decimal)Math.Pow(10, Currencies.Decimals(currency));
        var digits = Currencies.ShownDecimals(currency);
        var whole = major.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var number = decimal.Round(major, digits) == major ? whole : major.ToString("#,##0." + new string('0', digits) + "############", CultureInfo.InvariantCulture);
        var symbol = Symbols.GetValueOrDefault(currency) ?? currency.ToUpperInvariant() + " ";
        return (minor < 0 ? "-" : "") + symbol + number;
    }
}
