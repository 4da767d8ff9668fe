using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>What a new invoice takes over from its subscription and customer, as far as the request that makes it says nothing else.</summary>
internal static class InvoiceInheritance
{
    public static Invoice Of(Account account, Invoice blank)
    {
        var subscription = account.Find<Subscription>(blank.Subscription);
        var taxed = subscription is null || blank.OwnTaxes ? blank : blank with
        {
            AutomaticTax = new InvoiceAutomaticTax { Enabled = subscription.AutomaticTax.Enabled, Liability = subscription.AutomaticTax.Liability },
            DefaultTaxRates = subscription.DefaultTaxRates,
        };
        if (account.Find<Customer>(blank.Customer) is { } customer)
        {
            var settings = customer.InvoiceSettings;
            taxed = taxed with
            {
                CustomFields = blank.CustomFields ?? settings.CustomFields, Footer = blank.Footer ?? settings.Footer,
                Rendering = blank.Rendering ?? settings.RenderingOptions?.ForInvoice(),
            };
        }

        return taxed.OwnDiscounts ? taxed : taxed with { Discounts = SubscriptionDiscounts.ForInvoice(account, taxed) };
    }
}
