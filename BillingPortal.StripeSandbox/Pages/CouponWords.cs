using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Discounts;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Says what a coupon gives, and for how long.</summary>
internal static class CouponWords
{
    public static string Of(Coupon coupon)
    {
        var much = coupon.PercentOff is { } percent
            ? percent.ToString("0.##", CultureInfo.InvariantCulture) + "% off" : MoneyText.Of(coupon.AmountOff ?? 0, coupon.Currency ?? "usd") + " off";
        return coupon switch
        {
            { Duration: "repeating", DurationInMonths: 1 } => much + " for a month",
            { Duration: "repeating", DurationInMonths: { } months } => string.Create(CultureInfo.InvariantCulture, $"{much} for {months} months"),
            { Duration: "once" } => much + " once",
            _ => much,
        };
    }
}
