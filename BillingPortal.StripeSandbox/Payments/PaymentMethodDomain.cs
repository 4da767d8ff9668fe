using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's payment method domain: a site on which wallets may be shown, and which of them work there.</summary>
internal sealed record PaymentMethodDomain : StripeObject
{
    public override string Object => "payment_method_domain";

    public DomainStatus AmazonPay => DomainStatus.Active;

    /// <summary>The only one that asks the site for a file.</summary>
    public required DomainStatus ApplePay { get; init; }

    public required string DomainName { get; init; }

    public bool Enabled { get; init; } = true;

    public DomainStatus GooglePay => DomainStatus.Active;

    public DomainStatus Klarna => DomainStatus.Active;

    public DomainStatus Link => DomainStatus.Active;

    public bool Livemode => false;

    public DomainStatus Paypal => DomainStatus.Active;

    public override IEnumerable<string?> Owners => [OwnerOf(DomainName)];

    /// <summary>Under this name the store finds a domain.</summary>
    public static string OwnerOf(string name) => "domain:" + name;
}

internal sealed record DomainStatus
{
    public static DomainStatus Active { get; } = new() { Status = "active" };

    /// <summary>active or inactive.</summary>
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DomainStatusDetails? StatusDetails { get; init; }

    public static DomainStatus Inactive(string why) => new() { Status = "inactive", StatusDetails = new DomainStatusDetails(why) };
}

internal sealed record DomainStatusDetails(string ErrorMessage);
