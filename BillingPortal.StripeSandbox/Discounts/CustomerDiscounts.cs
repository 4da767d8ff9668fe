using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>The coupon that callers of older API versions, Stripe's command line among them, set on the customer itself.</summary>
internal static class CustomerDiscounts
{
    /// <summary>The customer's discount after the request: the one before when no coupon was sent, none when it was cleared.</summary>
    public static Discount? Read(Call call, Customer before)
    {
        if (!call.Parameters.Has("coupon"))
        {
            return before.Discount;
        }

        var known = call.Account.Find<Discount>(before.Discount?.Id);
        if (call.FromParameter<Coupon>("coupon", "coupon") is not { } coupon)
        {
            DiscountEnd.EndMissing(call.Account, known is null ? [] : [known.Id], []);
            return null;
        }

        var holder = new DiscountHolder { Customer = before.Id, Currency = before.Currency ?? coupon.Currency ?? "usd", Replaces = known };
        return call.Account.Get<Discount>(Redemption.Redeem(call.Account, [new DiscountChoice(coupon)], holder).Single());
    }
}
