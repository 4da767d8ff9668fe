using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Sources;

/// <summary>Stripe's older view of a customer's card. Nothing is stored of it: the card itself is a payment method, whose id tells that it came this way.</summary>
internal sealed record CardSource : StripeObject
{
    public const string Prefix = "card";

    public override string Object => "card";

    public string? AddressCity { get; init; }

    public string? AddressCountry { get; init; }

    public string? AddressLine1 { get; init; }

    public string? AddressLine1Check { get; init; }

    public string? AddressLine2 { get; init; }

    public string? AddressState { get; init; }

    public string? AddressZip { get; init; }

    public string? AddressZipCheck { get; init; }

    public string? AllowRedisplay { get; init; }

    public required string Brand { get; init; }

    public string? Country { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? CvcCheck { get; init; }

    public string? DynamicLast4 => null;

    public required long ExpMonth { get; init; }

    public required long ExpYear { get; init; }

    public string? Fingerprint { get; init; }

    public required string Funding { get; init; }

    public required string Last4 { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Name { get; init; }

    public string? RegulatedStatus { get; init; }

    public string? TokenizationMethod => null;

    public static bool Is(PaymentMethod method) => method.Id.StartsWith(Prefix + "_", StringComparison.Ordinal);

    public static CardSource Of(PaymentMethod method)
    {
        var (card, address) = (method.Card, method.BillingDetails.Address);
        return new CardSource
        {
            Id = method.Id, Created = method.Created, Customer = method.Customer, Metadata = method.Metadata, Name = method.BillingDetails.Name,
            AddressCity = address.City, AddressCountry = address.Country, AddressLine1 = address.Line1, AddressLine2 = address.Line2,
            AddressState = address.State, AddressZip = address.PostalCode,
            AddressLine1Check = card.Checks.AddressLine1Check, AddressZipCheck = card.Checks.AddressPostalCodeCheck, CvcCheck = card.Checks.CvcCheck,
            AllowRedisplay = method.AllowRedisplay, Brand = BrandName(card.Brand), Country = card.Country, ExpMonth = card.ExpMonth, ExpYear = card.ExpYear,
            Fingerprint = card.Fingerprint, Funding = card.Funding, Last4 = card.Last4, RegulatedStatus = card.RegulatedStatus,
        };
    }

    /// <summary>The older view names brands as they are printed.</summary>
    private static string BrandName(string brand) => brand switch
    {
        "amex" => "American Express",
        "diners" => "Diners Club",
        "discover" => "Discover",
        "eftpos_au" => "Eftpos Australia",
        "jcb" => "JCB",
        "mastercard" => "MasterCard",
        "unionpay" => "UnionPay",
        "visa" => "Visa",
        _ => "Unknown",
    };
}
