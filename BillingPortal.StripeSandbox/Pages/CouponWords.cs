using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Says what a coupon gives.</summary>
internal static class CouponWords
{
    public static string Of(Account account, string coupon) => account.Find(coupon) is null ? "a discount" : "a discount";
}
