using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>Stripe's tax id of a customer, with what the authority says about it.</summary>
internal sealed record TaxId : StripeObject
{
    public override string Object => "tax_id";

    public string? Country { get; init; }

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public bool Livemode => false;

    public TaxIdOwner Owner => new(Customer);

    public required string Type { get; init; }

    public required string Value { get; init; }

    public TaxIdVerification? Verification { get; init; }

    public override IEnumerable<string?> Owners => [Customer];
}

internal sealed record TaxIdOwner([property: Expandable] string Customer)
{
    public string? CustomerAccount => null;

    public string Type => "customer";
}

internal sealed record TaxIdVerification(string Status, string? VerifiedAddress, string? VerifiedName);
