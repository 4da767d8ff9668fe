using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>Stripe's coupon: what may be taken off, for how long, and how often it can still be redeemed.</summary>
internal sealed record Coupon : StripeObject
{
    public override string Object => "coupon";

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long? AmountOff { get; init; }

    public string? Currency { get; init; }

    /// <summary>once, repeating or forever.</summary>
    public string Duration { get; init; } = "once";

    public long? DurationInMonths { get; init; }

    public bool Livemode => false;

    public long? MaxRedemptions { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Name { get; init; }

    public decimal? PercentOff { get; init; }

    public long? RedeemBy { get; init; }

    public long TimesRedeemed { get; init; }

    public bool Valid { get; init; } = true;

    /// <summary>The only products that it is for; shown only when <c>applies_to</c> is expanded.</summary>
    [Hidden]
    public List<string>? Products { get; init; }

    /// <summary>Amounts in further currencies; shown only when expanded.</summary>
    [Hidden]
    public Dictionary<string, CouponCurrencyOption>? CurrencyOptions { get; init; }

    /// <summary>At that second nobody can redeem it any more.</summary>
    public override long? WakeAt => Valid ? RedeemBy : null;
}

internal sealed record CouponCurrencyOption(long AmountOff);
