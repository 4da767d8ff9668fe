using System.Globalization;
using System.Text.Json.Serialization;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>One step of a tiered price: what a unit costs in it, and what reaching it costs.</summary>
internal sealed record PriceTier
{
    public long? FlatAmount { get; init; }

    public string? FlatAmountDecimal { get; init; }

    public long? UnitAmount { get; init; }

    public string? UnitAmountDecimal { get; init; }

    /// <summary>The last unit of the tier; null in the last tier.</summary>
    public long? UpTo { get; init; }

    [JsonIgnore]
    public decimal ExactFlat => DecimalText.Parse(FlatAmountDecimal);

    [JsonIgnore]
    public decimal ExactUnit => DecimalText.Parse(UnitAmountDecimal);
}

/// <summary>What the buyer may pay when the amount is theirs to choose.</summary>
internal sealed record CustomUnitAmount(long? Maximum, long? Minimum, long? Preset);

/// <summary>Bills packages instead of units.</summary>
internal sealed record TransformQuantity(long DivideBy, string Round)
{
    public long Of(long quantity) => Round == "up" ? (quantity + DivideBy - 1) / DivideBy : quantity / DivideBy;
}

/// <summary>A price's amounts in one more currency.</summary>
internal sealed record CurrencyOption
{
    public CustomUnitAmount? CustomUnitAmount { get; init; }

    public string? TaxBehavior { get; init; } = "unspecified";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<PriceTier>? Tiers { get; init; }

    public long? UnitAmount { get; init; }

    public string? UnitAmountDecimal { get; init; }
}

/// <summary>Stripe writes exact amounts as decimal strings of at most twelve places, without trailing zeros.</summary>
internal static class DecimalText
{
    public static decimal Parse(string? text) => text is null ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);

    public static string Of(decimal amount) => amount.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>The amount as an integer, null when it has a fraction.</summary>
    public static long? Whole(decimal? amount) => amount is { } some && some == decimal.Truncate(some) ? (long)some : null;
}

/// <summary>What a quantity costs at a price: packages, tiers, and the exact unit amount; minor units, exact.</summary>
internal static class PriceAmounts
{
    public static decimal Exact(Price price, long quantity)
    {
        var units = price.TransformQuantity?.Of(quantity) ?? quantity;
        return price.Tiers is not { Count: > 0 } tiers ? price.ExactUnitAmount * units
            : price.TiersMode == "volume" ? Volume(tiers, units) : Graduated(tiers, units);
    }

    /// <summary>All units cost what the tier says that the whole quantity reaches.</summary>
    private static decimal Volume(List<PriceTier> tiers, long units)
    {
        var reached = tiers.Find(tier => tier.UpTo is null || units <= tier.UpTo) ?? tiers[^1];
        return reached.ExactFlat + (reached.ExactUnit * units);
    }

    /// <summary>Each unit costs what its own tier says. The first tier's flat amount is a base fee: it is due without any unit, too.</summary>
    private static decimal Graduated(List<PriceTier> tiers, long units)
    {
        var (sum, below) = (0m, 0L);
        foreach (var tier in tiers)
        {
            var within = Math.Min(units, tier.UpTo ?? units) - below;
            if (within <= 0 && below > 0)
            {
                break;
            }

            sum += tier.ExactFlat + (tier.ExactUnit * Math.Max(within, 0));
            if (tier.UpTo is not { } end || units <= end)
            {
                break;
            }

            below = end;
        }

        return sum;
    }
}
