using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>Stripe's product: what is sold, whatever it costs.</summary>
internal sealed record Product : StripeObject
{
    public override string Object => "product";

    public bool Active { get; init; } = true;

    [Expandable]
    public string? DefaultPrice { get; init; }

    public string? Description { get; init; }

    public List<string> Images { get; init; } = [];

    public bool Livemode => false;

    public List<MarketingFeature> MarketingFeatures { get; init; } = [];

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required string Name { get; init; }

    public PackageDimensions? PackageDimensions { get; init; }

    public bool? Shippable { get; init; }

    public string? StatementDescriptor { get; init; }

    [Expandable]
    public string? TaxCode { get; init; }

    public string Type { get; init; } = "service";

    public string? UnitLabel { get; init; }

    public long Updated { get; init; }

    public string? Url { get; init; }
}

/// <summary>Inches and ounces.</summary>
internal sealed record PackageDimensions(decimal Height, decimal Length, decimal Weight, decimal Width);

/// <summary>A bullet point for pricing pages.</summary>
internal sealed record MarketingFeature(string Name);
