using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Turns what was entered into the session's customer: found and brought up to date, or made.</summary>
internal static class CheckoutCustomer
{
    /// <returns>Null for a single payment or setup that needs no customer.</returns>
    public static Customer? Of(Account account, CheckoutSession session, CheckoutEntries entries)
    {
        if (session.Customer is { } known)
        {
            var before = account.Get<Customer>(known);
            AddTaxId(account, known, entries.TaxId);
            return account.Post<Customer>("/v1/customers/" + known,
            [
                .. session.Plan.UpdatesAddress ? AddressOf(entries) : [],
                ("name", session.Plan.UpdatesName ? entries.Name : null),
                ("phone", session.PhoneNumberCollection.Enabled ? entries.Phone : null),
                ("email", before.Email is null ? entries.Email : null),
            ]);
        }

        if (!Needed(session))
        {
            return null;
        }

        var made = account.Post<Customer>("/v1/customers", [("email", session.CustomerEmail ?? entries.Email), ("name", entries.Name), ("phone", entries.Phone), .. AddressOf(entries)]);
        AddTaxId(account, made.Id, entries.TaxId);
        return account.Get<Customer>(made.Id);
    }

    /// <summary>Whose tax id is known already does not get it twice.</summary>
    /// <exception cref="StripeError">The id does not look like one of its kind.</exception>
    public static void AddTaxId(Account account, string customer, CheckoutTaxId? id)
    {
        if (id is not null && !account.OwnedBy<TaxId>(customer).Exists(known => known.Type == id.Type && known.Value == id.Value))
        {
            account.Post<TaxId>($"/v1/customers/{customer}/tax_ids", ("type", id.Type), ("value", id.Value));
        }
    }

    /// <summary>The session as it was filled in.</summary>
    public static CheckoutSession WithEntries(CheckoutSession session, Customer? customer, CheckoutEntries entries) => session with
    {
        Customer = customer?.Id,
        CustomerDetails = new CheckoutCustomerDetails
        {
            Address = entries.Address ?? customer?.Address,
            BusinessName = entries.BusinessName,
            Email = customer?.Email ?? session.CustomerEmail ?? entries.Email,
            IndividualName = entries.IndividualName,
            Name = entries.Name ?? customer?.Name,
            Phone = entries.Phone ?? customer?.Phone,
            TaxExempt = customer?.TaxExempt ?? "none",
            TaxIds = entries.TaxId is { } id ? [id] : [],
        },
        CollectedInformation = entries is { BusinessName: null, IndividualName: null } ? session.CollectedInformation
            : new CollectedInformation { BusinessName = entries.BusinessName, IndividualName = entries.IndividualName },
        Consent = session.ConsentCollection is null ? null : entries.Consent ?? new CheckoutConsent(null, null),
        CustomFields = [.. session.CustomFields.Select(field => field.With(entries.CustomFields.GetValueOrDefault(field.Key) is { Length: > 0 } value ? value : null))],
    };

    private static bool Needed(CheckoutSession session) =>
        session.Mode == "subscription" || session.CustomerCreation == "always" || session.InvoiceCreation is { Enabled: true } || session.Plan.SetupFutureUsage is not null;

    private static IEnumerable<(string Name, string? Value)> AddressOf(CheckoutEntries entries) => entries.Address is not { Country: not null } address ? [] :
    [
        ("address[country]", address.Country), ("address[line1]", address.Line1), ("address[line2]", address.Line2), ("address[postal_code]", address.PostalCode),
        ("address[city]", address.City), ("address[state]", address.State),
    ];
}
