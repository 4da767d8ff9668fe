using System.Globalization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Shows a saved card in one line.</summary>
internal static class CardLine
{
    public static string Words(PaymentMethod method) => $"{BrandName(method.Card.Brand)} ending in {method.Card.Last4}";

    public static string Of(PaymentMethod method) => string.Create(CultureInfo.InvariantCulture,
        $"""<span class="brand" aria-hidden="true">{Text(BrandName(method.Card.Brand))}</span> <span class="sr">{Text(BrandName(method.Card.Brand))} ending in</span><span aria-hidden="true">••••</span> {method.Card.Last4} <small>Expires {method.Card.ExpMonth:00}/{method.Card.ExpYear}</small>""");

    private static string BrandName(string brand) => brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "Amex",
        "discover" => "Discover",
        "diners" => "Diners",
        "jcb" => "JCB",
        "unionpay" => "UnionPay",
        _ => "Card",
    };
}

/// <summary>Writes an address in one line, the way it is read aloud.</summary>
internal static class AddressText
{
    public static string? Of(Address? address) => address is null ? null : string.Join(", ", Parts(address));

    public static IEnumerable<string> Parts(Address address) => new[]
    {
        address.Line1, address.Line2, $"{address.PostalCode} {address.City}".Trim(), address.State, Countries.NameOf(address.Country),
    }.Where(part => !string.IsNullOrEmpty(part)).Select(part => part!);
}
