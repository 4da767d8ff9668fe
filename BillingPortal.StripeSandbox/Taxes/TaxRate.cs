using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>Stripe's tax rate: made by a merchant, or by automatic tax for each place and way of showing it.</summary>
internal sealed record TaxRate : StripeObject
{
    public override string Object => "tax_rate";

    public bool Active { get; init; } = true;

    public string? Country { get; init; }

    public string? Description { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Known only for rates of automatic tax.</summary>
    public decimal? EffectivePercentage { get; init; }

    public object? FlatAmount => null;

    public bool Inclusive { get; init; }

    public string? Jurisdiction { get; init; }

    public string? JurisdictionLevel { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required decimal Percentage { get; init; }

    public string? RateType { get; init; } = "percentage";

    public string? State { get; init; }

    public string? TaxType { get; init; }

    /// <summary>Made by automatic tax; merchants neither list nor name these.</summary>
    [Hidden]
    public bool IsAutomatic { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public TaxRule Rule => new(Id, Percentage, Inclusive, Percentage == 0 ? "zero_rated" : "standard_rated");
}
