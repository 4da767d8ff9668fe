using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>Where a buyer is taxed: country, and state where it matters.</summary>
internal sealed record TaxLocation(string Country, string? State)
{
    /// <summary>First digits of postal codes by state, for the states of the table: an address in the US may name only its postal code.</summary>
    private static readonly (int From, int To, string State)[] UnitedStates =
    [
        (10, 27, "MA"), (30, 38, "NH"), (70, 89, "NJ"), (100, 149, "NY"), (150, 196, "PA"), (197, 199, "DE"), (320, 349, "FL"), (430, 459, "OH"), (590, 599, "MT"),
        (600, 629, "IL"), (750, 799, "TX"), (800, 816, "CO"), (900, 961, "CA"), (970, 979, "OR"), (980, 994, "WA"),
    ];

    /// <summary>Postal codes in Canada begin with a letter for each province.</summary>
    private static readonly Dictionary<char, string> Canada = new()
    {
        ['A'] = "NL", ['B'] = "NS", ['C'] = "PE", ['E'] = "NB", ['G'] = "QC", ['H'] = "QC", ['J'] = "QC", ['K'] = "ON", ['L'] = "ON", ['M'] = "ON", ['N'] = "ON",
        ['P'] = "ON", ['R'] = "MB", ['S'] = "SK", ['T'] = "AB", ['V'] = "BC", ['X'] = "NT", ['Y'] = "YT",
    };

    /// <summary>Goods are taxed where they are shipped, everything else at the billing address. Null when neither says enough.</summary>
    public static TaxLocation? Of(Address? billing, Shipping? shipping) => Of(shipping?.Address) ?? Of(billing);

    public static TaxLocation? Of(Invoice invoice) => Of(invoice.CustomerAddress, invoice.CustomerShipping);

    private static TaxLocation? Of(Address? address)
    {
        if (address?.Country?.ToUpperInvariant() is not { Length: 2 } country)
        {
            return null;
        }

        if (!StandardRates.NeedsState(country))
        {
            return new TaxLocation(country, null);
        }

        var state = address.State is { Length: 2 } given ? given.ToUpperInvariant() : StateOf(country, address.PostalCode?.Trim());
        return state is null && string.IsNullOrEmpty(address.PostalCode) ? null : new TaxLocation(country, state);
    }

    private static string? StateOf(string country, string? postalCode)
    {
        if (string.IsNullOrEmpty(postalCode))
        {
            return null;
        }

        return country == "CA" ? Canada.GetValueOrDefault(char.ToUpperInvariant(postalCode[0]))
            : postalCode.Length >= 3 && int.TryParse(postalCode[..3], out var prefix) ? Array.Find(UnitedStates, range => prefix >= range.From && prefix <= range.To).State : null;
    }
}
