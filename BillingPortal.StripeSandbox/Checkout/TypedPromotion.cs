using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Finds the promotion code that a buyer means by what they typed, on Checkout's page and in the portal.</summary>
internal static class TypedPromotion
{
    public const string Unknown = "This code is not valid.";

    /// <summary>An active code for this customer goes before one for everybody; null when there is neither.</summary>
    public static PromotionCode? Find(Account account, string typed, string? customer) => typed.Length == 0 ? null
        : account.OwnedBy<PromotionCode>(PromotionCode.CodeOwner(typed)).Where(code => code.Active && (code.Customer is null || code.Customer == customer))
            .OrderBy(code => code.Customer is null).FirstOrDefault();
}
