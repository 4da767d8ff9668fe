using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>Stripe's discount: a coupon at work on a customer, subscription, item or invoice, from its start until its end.</summary>
internal sealed record Discount : StripeObject
{
    public override string Object => "discount";

    public string? CheckoutSession { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    /// <summary>Only a repeating coupon's discount ends by itself: this many months after its start.</summary>
    public long? End { get; init; }

    public string? Invoice { get; init; }

    public string? InvoiceItem { get; init; }

    [Expandable]
    public string? PromotionCode { get; init; }

    public required DiscountSource Source { get; init; }

    public long Start { get; init; }

    public string? Subscription { get; init; }

    public string? SubscriptionItem { get; init; }

    /// <summary>What the coupon said when it was redeemed: deleting a coupon takes nothing from those who have it.</summary>
    [Hidden]
    public required DiscountTerms Terms { get; init; }

    /// <summary>Used up, run out or taken away; invoices that it is on keep it.</summary>
    [Hidden]
    public bool Ended { get; init; }

    [Hidden]
    public string? TestClock { get; init; }

    public override IEnumerable<string?> Owners => [Customer, Subscription];

    public override string? ClockId => TestClock;

    public override long? WakeAt => Ended ? null : End;

    public bool IsActive(long now) => !Ended && (End is null || now < End);

    /// <summary>What it does to an invoice of a currency; null when the coupon has no amount in that one.</summary>
    public DiscountRule? RuleIn(string currency) => Terms switch
    {
        { PercentOff: { } percent } => new DiscountRule(Id, percent, null, Terms.Products),
        _ when Terms.AmountsOff.TryGetValue(currency, out var amount) => new DiscountRule(Id, null, amount, Terms.Products),
        _ => null,
    };
}

internal sealed record DiscountSource
{
    [Expandable]
    public string? Coupon { get; init; }

    public string Type => "coupon";
}

internal sealed record DiscountTerms
{
    public decimal? PercentOff { get; init; }

    /// <summary>Minor units by currency.</summary>
    public Dictionary<string, long> AmountsOff { get; init; } = [];

    public List<string>? Products { get; init; }

    public string Duration { get; init; } = "once";

    public static DiscountTerms Of(Coupon coupon)
    {
        var amounts = coupon.CurrencyOptions?.ToDictionary(option => option.Key, option => option.Value.AmountOff) ?? [];
        if (coupon is { AmountOff: { } amount, Currency: { } currency })
        {
            amounts[currency] = amount;
        }

        return new DiscountTerms { PercentOff = coupon.PercentOff, AmountsOff = amounts, Products = coupon.Products, Duration = coupon.Duration };
    }
}
