using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>Stripe's price: an amount in minor units of one currency, once or per interval.</summary>
internal sealed record Price : StripeObject
{
    public override string Object => "price";

    public bool Active { get; init; } = true;

    public string BillingScheme { get; init; } = "per_unit";

    public required string Currency { get; init; }

    public CustomUnitAmount? CustomUnitAmount { get; init; }

    public bool Livemode => false;

    public string? LookupKey { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Nickname { get; init; }

    [Expandable]
    public required string Product { get; init; }

    public Recurring? Recurring { get; init; }

    public string? TaxBehavior { get; init; } = "unspecified";

    public string? TiersMode { get; init; }

    public TransformQuantity? TransformQuantity { get; init; }

    public string Type => Recurring is null ? "one_time" : "recurring";

    /// <summary>Null when the amount has a fraction of a minor unit.</summary>
    public long? UnitAmount { get; init; }

    public string? UnitAmountDecimal { get; init; }

    /// <summary>The exact amount per unit in minor units.</summary>
    /// <summary>Stripe shows the tiers only when they are expanded.</summary>
    [Hidden]
    public List<PriceTier>? Tiers { get; init; }

    /// <summary>The amounts in further currencies; shown only when they are expanded.</summary>
    [Hidden]
    public Dictionary<string, CurrencyOption>? CurrencyOptions { get; init; }

    [JsonIgnore]
    public decimal ExactUnitAmount => DecimalText.Parse(UnitAmountDecimal);

    /// <summary>The same price with its amounts in another of its currencies; itself when it has none in that one.</summary>
    public Price In(string currency) => currency == Currency || CurrencyOptions?.GetValueOrDefault(currency) is not { } option ? this : this with
    {
        Currency = currency, CustomUnitAmount = option.CustomUnitAmount, TaxBehavior = option.TaxBehavior, Tiers = option.Tiers,
        UnitAmount = option.UnitAmount, UnitAmountDecimal = option.UnitAmountDecimal,
    };

    public override IEnumerable<string?> Owners => [Product, LookupKey is null ? null : LookupOwner(LookupKey)];

    public static string LookupOwner(string lookupKey) => "lookup:" + lookupKey;
}

/// <summary>How often a price is billed.</summary>
internal sealed record Recurring
{
    public required string Interval { get; init; }

    public long IntervalCount { get; init; } = 1;

    public string? Meter { get; init; }

    public long? TrialPeriodDays { get; init; }

    public string UsageType { get; init; } = "licensed";
}

/// <summary>The old name of a recurring price; subscription items still carry it.</summary>
internal sealed record Plan
{
    public required string Id { get; init; }

    public string Object => "plan";

    public bool Active { get; init; }

    public long? Amount { get; init; }

    public string? AmountDecimal { get; init; }

    public string BillingScheme { get; init; } = "per_unit";

    public long Created { get; init; }

    public required string Currency { get; init; }

    public required string Interval { get; init; }

    public long IntervalCount { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Meter { get; init; }

    public string? Nickname { get; init; }

    [Expandable]
    public string? Product { get; init; }

    public string? TiersMode { get; init; }

    public TransformQuantity? TransformUsage { get; init; }

    public long? TrialPeriodDays { get; init; }

    public required string UsageType { get; init; }

    public static Plan Of(Price price) => new()
    {
        Id = price.Id, Active = price.Active, Amount = price.UnitAmount, AmountDecimal = price.UnitAmountDecimal, BillingScheme = price.BillingScheme,
        Created = price.Created, Currency = price.Currency, Interval = price.Recurring!.Interval, IntervalCount = price.Recurring.IntervalCount,
        Metadata = price.Metadata, Meter = price.Recurring.Meter, Nickname = price.Nickname, Product = price.Product, TiersMode = price.TiersMode,
        TransformUsage = price.TransformQuantity, TrialPeriodDays = price.Recurring.TrialPeriodDays, UsageType = price.Recurring.UsageType,
    };
}
