using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>Stripe's promotion code: what a buyer types to redeem a coupon, with conditions of its own.</summary>
internal sealed record PromotionCode : StripeObject
{
    public override string Object => "promotion_code";

    public bool Active { get; init; } = true;

    public required string Code { get; init; }

    /// <summary>The only customer who may use it.</summary>
    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public long? ExpiresAt { get; init; }

    public bool Livemode => false;

    public long? MaxRedemptions { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required Promotion Promotion { get; init; }

    public PromotionRestrictions Restrictions { get; init; } = new();

    public long TimesRedeemed { get; init; }

    public override IEnumerable<string?> Owners => [Promotion.Coupon, CodeOwner(Code), Customer];

    /// <summary>Under this name the store finds the promotion codes that a buyer means; letters count whatever their case.</summary>
    public static string CodeOwner(string code) => "promotion_code:" + code.ToUpperInvariant();

    public override long? WakeAt => Active ? ExpiresAt : null;
}

internal sealed record Promotion
{
    [Expandable]
    public required string Coupon { get; init; }

    public string Type => "coupon";
}

internal sealed record PromotionRestrictions
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, MinimumOption>? CurrencyOptions { get; init; }

    public bool FirstTimeTransaction { get; init; }

    public long? MinimumAmount { get; init; }

    public string? MinimumAmountCurrency { get; init; }

    public long? MinimumIn(string currency) => currency == MinimumAmountCurrency ? MinimumAmount : CurrencyOptions?.GetValueOrDefault(currency)?.MinimumAmount;
}

internal sealed record MinimumOption(long MinimumAmount);
