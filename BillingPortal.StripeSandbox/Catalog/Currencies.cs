using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>What Stripe knows about a currency's amounts: how many decimals they have, which of them it takes, and the least that can be charged.</summary>
internal static class Currencies
{
    /// <summary>The largest amount of one charge, in minor units of any currency.</summary>
    public const long MaximumCharge = 99_999_999;

    private static readonly HashSet<string> ZeroDecimal =
        ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"];

    private static readonly HashSet<string> ThreeDecimal = ["bhd", "jod", "kwd", "omr", "tnd"];

    /// <summary>Written with two decimals for compatibility, but only whole units can be charged.</summary>
    private static readonly HashSet<string> WholeUnits = ["isk", "ugx"];

    /// <summary>Stripe's table of minimum charges. Elsewhere Stripe converts to the settlement currency; here the smallest amount will do.</summary>
    private static readonly Dictionary<string, long> Minimums = new()
    {
        ["usd"] = 50, ["aed"] = 200, ["aud"] = 50, ["bgn"] = 100, ["brl"] = 50, ["cad"] = 50, ["chf"] = 50, ["czk"] = 1500, ["dkk"] = 250,
        ["eur"] = 50, ["gbp"] = 30, ["hkd"] = 400, ["huf"] = 17500, ["inr"] = 50, ["jpy"] = 50, ["mxn"] = 1000, ["myr"] = 200, ["nok"] = 300,
        ["nzd"] = 50, ["pln"] = 200, ["ron"] = 200, ["sek"] = 300, ["sgd"] = 50, ["thb"] = 1000,
    };

    private static readonly HashSet<string> All = [..
        ("usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur "
        + "fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur "
        + "mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd "
        + "twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw").Split(' ')];

    /// <summary>The code in Stripe's small letters, refused when Stripe has no such currency.</summary>
    public static string Known(string code, string param)
    {
        var currency = code.ToLowerInvariant();
        return All.Contains(currency) ? currency : throw StripeError.Invalid($"Invalid currency: {currency}. Stripe currently supports these currencies: {string.Join(", ", All)}", param);
    }

    public static int Decimals(string currency) => ZeroDecimal.Contains(currency) ? 0 : ThreeDecimal.Contains(currency) ? 3 : 2;

    /// <summary>Decimals that people read: króna and shilling are written without.</summary>
    public static int ShownDecimals(string currency) => WholeUnits.Contains(currency) ? 0 : Decimals(currency);

    /// <summary>Every amount of the currency is a multiple of this many minor units.</summary>
    public static long Step(string currency) => ThreeDecimal.Contains(currency) ? 10 : WholeUnits.Contains(currency) ? 100 : 1;

    public static long MinimumCharge(string currency) => Minimums.GetValueOrDefault(currency, 1);

    /// <summary>A computed amount brought to one that the currency has, halves away from zero.</summary>
    public static long Round(decimal minor, string currency)
    {
        var step = Step(currency);
        return (long)decimal.Round(minor / step, MidpointRounding.AwayFromZero) * step;
    }
}
