using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>What a request says about the taxes of a subscription and its items.</summary>
internal static class SubscriptionTaxes
{
    /// <summary>Automatic tax and default rates after a request; they exclude each other.</summary>
    public static Subscription Update(Call call, Parameters parameters, Subscription before, Subscription after)
    {
        var enabled = parameters.Hash("automatic_tax")?.Flag("enabled");
        var rates = TaxRates.Read(call, parameters, "default_tax_rates");
        var taxed = after with
        {
            AutomaticTax = enabled is null ? after.AutomaticTax : Automatic(enabled.Value), DefaultTaxRates = rates ?? after.DefaultTaxRates,
        };
        RefuseBoth(taxed);
        if (enabled == true && !before.AutomaticTax.Enabled)
        {
            RefuseWithoutPlace(call.Account.Get<Customer>(after.Customer));
        }

        return taxed;
    }

    /// <summary>A new subscription with automatic tax needs a customer whose place is known.</summary>
    public static Subscription Begin(Account account, Subscription subscription)
    {
        RefuseBoth(subscription);
        if (subscription.AutomaticTax.Enabled)
        {
            RefuseWithoutPlace(account.Get<Customer>(subscription.Customer));
        }

        return subscription;
    }

    public static SubscriptionAutomaticTax Automatic(bool enabled) => new() { Enabled = enabled, Liability = enabled ? new InvoiceIssuer("self") : null };

    public static StripeError UnknownPlace() => StripeError.WrongState(
        "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.", "customer_tax_location_invalid", "automatic_tax");

    private static void RefuseWithoutPlace(Customer customer) =>
        _ = TaxLocation.Of(customer.Address, customer.Shipping) ?? throw UnknownPlace();

    private static void RefuseBoth(Subscription subscription)
    {
        if (subscription.AutomaticTax.Enabled && (subscription.DefaultTaxRates.Count > 0 || subscription.Items.Data.Exists(item => item.TaxRates.Count > 0)))
        {
            throw StripeError.WrongState("Tax rates cannot be used together with automatic tax.", param: "automatic_tax[enabled]");
        }
    }
}
