using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's payment method; the sandbox knows cards.</summary>
internal sealed record PaymentMethod : StripeObject
{
    public override string Object => "payment_method";

    public string AllowRedisplay { get; init; } = "unspecified";

    public BillingDetails BillingDetails { get; init; } = new();

    public required Card Card { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string Type => "card";

    /// <summary>The test number decides what happens when it is charged.</summary>
    [Hidden]
    public required string Number { get; init; }

    /// <summary>Its holder has authenticated it for payments without them.</summary>
    [Hidden]
    public bool SetUp { get; init; }

    /// <summary>Used without a customer, or detached from one: good for nothing any more.</summary>
    [Hidden]
    public bool Spent { get; init; }

    public override IEnumerable<string?> Owners => [Customer];
}

internal sealed record BillingDetails
{
    public Address Address { get; init; } = new();

    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? TaxId { get; init; }
}

internal sealed record Card
{
    public required string Brand { get; init; }

    public CardChecks Checks { get; init; } = new(null, null, "pass");

    public required string Country { get; init; }

    public required string DisplayBrand { get; init; }

    public required long ExpMonth { get; init; }

    public required long ExpYear { get; init; }

    /// <summary>The same for the same number within one account.</summary>
    public required string Fingerprint { get; init; }

    public required string Funding { get; init; }

    public object? GeneratedFrom => null;

    public required string Last4 { get; init; }

    public required CardNetworks Networks { get; init; }

    public string RegulatedStatus => "unregulated";

    public ThreeDSecureUsage ThreeDSecureUsage { get; init; } = new(true);

    public object? Wallet => null;
}

internal sealed record CardChecks(string? AddressLine1Check, string? AddressPostalCodeCheck, string? CvcCheck);

internal sealed record CardNetworks(List<string> Available, string? Preferred);

internal sealed record ThreeDSecureUsage(bool Supported);
