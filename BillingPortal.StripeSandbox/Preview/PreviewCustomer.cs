using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Preview;

/// <summary>Whose invoice is previewed: a customer as they are, as they would be elsewhere, or somebody who is no customer yet.</summary>
internal static class PreviewCustomer
{
    public static Customer Of(Call call, Subscription? subscription)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var named = parameters.Text("customer");
        if (subscription is not null && named is not null && named != subscription.Customer)
        {
            throw StripeError.WrongState($"The subscription {subscription.Id} does not belong to the customer {named}.", "resource_missing", "subscription");
        }

        var details = parameters.Hash("customer_details");
        var known = subscription is not null ? account.Get<Customer>(subscription.Customer)
            : named is not null ? CustomerRoutes.Live(call, named, "customer", status: 400) : null;
        if (known is null && details is null)
        {
            throw StripeError.Invalid("You must provide one of `subscription`, `customer` or `customer_details` to preview an invoice.", "customer", "parameter_missing");
        }

        var customer = known ?? CustomerRoutes.Blank(account);
        if (details is null)
        {
            return customer;
        }

        customer = account.Save(Elsewhere(details, customer));
        details.List("tax_ids").ForEach(sent => TaxIds.Create(call, customer, sent));
        return customer;
    }

    private static Customer Elsewhere(Parameters details, Customer customer)
    {
        // No place is known for an address of the network: as with customers, only the postal addresses say where somebody is.
        details.Hash("tax")?.Accept("ip_address");
        return customer with
        {
            Address = Address.Read(details, "address", customer.Address),
            Shipping = Shipping.Read(details, "shipping", customer.Shipping),
            TaxExempt = details.Choice("tax_exempt", "none", "exempt", "reverse") ?? customer.TaxExempt,
        };
    }
}
