using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>One entry of a <c>discounts</c> parameter: a coupon to redeem (by itself or through a promotion code), or a discount that is there already.</summary>
internal sealed record DiscountChoice(Coupon? Coupon, PromotionCode? PromotionCode = null, Discount? Known = null)
{
    private const int Most = 20;

    /// <summary>Reads <c>discounts</c>: null when it was not sent, empty when it was cleared.</summary>
    public static List<DiscountChoice>? Read(Call call, Parameters parameters, string name = "discounts")
    {
        if (!parameters.Has(name))
        {
            return null;
        }

        List<DiscountChoice> choices = [.. parameters.List(name).Select(entry => ReadOne(call, entry))];
        return choices.Count <= Most ? choices : throw StripeError.Invalid($"You can have at most {Most} discounts.", parameters.Name(name));
    }

    /// <summary>The code that a buyer typed, if it is one that this customer may use.</summary>
    public static PromotionCode? Typed(Account account, string code, string? customer) => account.OwnedBy<PromotionCode>(PromotionCode.CodeOwner(code.Trim()))
        .Where(known => known.Active && (known.Customer is null || known.Customer == customer)).OrderBy(known => known.Customer is null).FirstOrDefault();

    private static DiscountChoice ReadOne(Call call, Parameters entry)
    {
        var coupon = call.FromParameter<Coupon>(entry, "coupon", "coupon");
        var code = call.FromParameter<PromotionCode>(entry, "promotion_code", "promotion code");
        var known = call.FromParameter<Discount>(entry, "discount", "discount");
        if (new object?[] { coupon, code, known }.Count(choice => choice is not null) != 1)
        {
            throw StripeError.Invalid("Each discount names exactly one of coupon, promotion_code and discount.", entry.Name("coupon"));
        }

        return known is { Ended: true }
            ? throw StripeError.WrongState($"The discount {known.Id} is no longer active.", param: entry.Name("discount"))
            : new DiscountChoice(coupon ?? (code is null ? null : call.Account.Find<Coupon>(code.Promotion.Coupon)), code, known);
    }
}
