using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Credits;

/// <summary>Stripe's credit grant: money that a customer may spend on metered prices, given or paid for ahead.</summary>
internal sealed record CreditGrant : StripeObject
{
    public override string Object => "billing.credit_grant";

    public required CreditAmount Amount { get; init; }

    public required CreditApplicability ApplicabilityConfig { get; init; }

    /// <summary>paid or promotional.</summary>
    public string Category { get; init; } = "paid";

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public long? EffectiveAt { get; init; }

    public long? ExpiresAt { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Name { get; init; }

    /// <summary>0 is used first, 100 last.</summary>
    public long? Priority { get; init; } = 50;

    [Expandable]
    public string? TestClock { get; init; }

    public long Updated { get; init; }

    public long? VoidedAt { get; init; }

    /// <summary>What the ledger's moves add up to, in minor units; only <see cref="CreditLedger"/> changes it.</summary>
    [Hidden]
    public long Balance { get; init; }

    /// <summary>The ledger holds its amount: from the effective second on.</summary>
    [Hidden]
    public bool Funded { get; init; }

    /// <summary>Its end has been reached, and what was left is gone.</summary>
    [Hidden]
    public bool Expired { get; init; }

    /// <summary>Nothing is left to be used, now or later.</summary>
    [JsonIgnore]
    public bool IsOver => VoidedAt is not null || Expired;

    public override IEnumerable<string?> Owners => [Customer];

    public override string? ClockId => TestClock;

    public override long? WakeAt => IsOver ? null : Funded ? ExpiresAt : EffectiveAt < ExpiresAt || ExpiresAt is null ? EffectiveAt : ExpiresAt;
}

internal sealed record CreditAmount(CreditMonetary Monetary)
{
    public string Type => "monetary";

    public static CreditAmount Of(string currency, long value) => new(new CreditMonetary(currency, value));
}

/// <summary>Minor units of a currency.</summary>
internal sealed record CreditMonetary(string Currency, long Value);

internal sealed record CreditApplicability(CreditScope Scope);

/// <summary>All metered prices, or the ones that are listed.</summary>
internal sealed record CreditScope
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PriceType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<CreditScopePrice>? Prices { get; init; }

    public bool Covers(string price) => Prices is null || Prices.Exists(listed => listed.Id == price);

    /// <summary>Everything that the other scope holds is in this one too.</summary>
    public bool Covers(CreditScope other) => Prices is null || (other.Prices is { } listed && listed.TrueForAll(price => Covers(price.Id)));
}

internal sealed record CreditScopePrice(string Id);
