using System.Net;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>What a customer's tax depends on: shown when <c>tax</c> is expanded, and checked at once when a request asks for it.</summary>
internal static class CustomerTax
{
    public static void Map() => Includables.Add<Customer>("customer", "tax", static (_, customer) => Of(customer));

    /// <summary>The customer after <c>tax</c> and <c>tax_id_data</c> of its request.</summary>
    public static void Check(Call call, Customer customer)
    {
        if (call.Parameters.Hash("tax") is not { } tax)
        {
            return;
        }

        if (tax.Text("ip_address") is { } address && !IPAddress.TryParse(address, out _))
        {
            throw StripeError.Invalid($"Invalid IP address: {address}", "tax[ip_address]");
        }

        // "auto" checks only when the address matters to a subscription with automatic tax; the finalization of its invoices does that here.
        if (tax.Choice("validate_location", "auto", "deferred", "immediately") == "immediately" && TaxLocation.Of(customer.Address, customer.Shipping) is null)
        {
            throw SubscriptionTaxes.UnknownPlace();
        }
    }

    private static TaxState Of(Customer customer)
    {
        var place = TaxLocation.Of(customer.Address, customer.Shipping);
        return new TaxState(
            place is null ? "unrecognized_location" : StandardRates.Of(place.Country, place.State).Count == 0 ? "not_collecting" : "supported",
            place is null ? null : new TaxPlace(place.Country, TaxLocation.Of(null, customer.Shipping) is null ? "billing_address" : "shipping_destination", place.State));
    }

    private sealed record TaxState(string AutomaticTax, TaxPlace? Location)
    {
        public string? IpAddress => null;

        public string Provider => "stripe";
    }

    private sealed record TaxPlace(string Country, string Source, string? State);
}
