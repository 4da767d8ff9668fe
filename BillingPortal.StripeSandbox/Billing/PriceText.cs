using System.Globalization;
using BillingPortal.StripeSandbox.Catalog;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Says on a line what a unit costs: "at $0.01 / month", and with tiers which of them the quantity reached.</summary>
internal static class PriceText
{
    public static string Of(Price price, long quantity)
    {
        var every = Lines.Every(price.Recurring!);
        if (price.Tiers is not { Count: > 0 } tiers)
        {
            return $"at {MoneyText.Of(price.ExactUnitAmount, price.Currency)} / {every}";
        }

        var reached = tiers.FindIndex(tier => tier.UpTo is null || quantity <= tier.UpTo);
        reached = reached < 0 ? tiers.Count - 1 : reached;
        return reached == 0 || price.TiersMode == "volume"
            ? string.Create(CultureInfo.InvariantCulture, $"Tier {reached + 1} at {MoneyText.Of(tiers[reached].ExactUnit, price.Currency)} / {every}")
            : string.Create(CultureInfo.InvariantCulture, $"Tiers 1 to {reached + 1} / {every}");
    }
}
