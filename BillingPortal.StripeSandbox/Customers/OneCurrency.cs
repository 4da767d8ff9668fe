using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Customers;

/// <summary>A customer's currency is that of the first subscription, invoice, balance or waiting item; nothing in another one is added to it.</summary>
internal static class OneCurrency
{
    public static void Require(Account account, Customer customer, string currency, string param = "currency")
    {
        var known = customer.Currency ?? account.OwnedBy<InvoiceItem>(customer.Id).Find(item => item.Invoice is null)?.Currency;
        if (known is not null && known != currency)
        {
            throw StripeError.WrongState(
                $"You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency {known}.",
                param: param);
        }
    }
}
