using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Customers;

/// <summary>A customer's currency is that of the first subscription, invoice or balance; nothing in another one is added to it.</summary>
internal static class OneCurrency
{
    public static void Require(Customer customer, string currency, string param = "currency")
    {
        if (customer.Currency is { } known && known != currency)
        {
            throw StripeError.WrongState(
                $"You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency {known}.",
                param: param);
        }
    }
}
