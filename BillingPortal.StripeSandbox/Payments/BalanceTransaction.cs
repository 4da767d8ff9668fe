using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's balance transaction: how one charge, refund or dispute moved the merchant's balance. Amounts are minor units, money out is negative.</summary>
internal sealed record BalanceTransaction : StripeObject
{
    public override string Object => "balance_transaction";

    public required long Amount { get; init; }

    public required long AvailableOn { get; init; }

    public string BalanceType => "payments";

    public required string Currency { get; init; }

    public string? Description { get; init; }

    public decimal? ExchangeRate => null;

    public long Fee { get; init; }

    public List<BalanceFee> FeeDetails { get; init; } = [];

    public long Net => Amount - Fee;

    public required string ReportingCategory { get; init; }

    [Expandable]
    public required string Source { get; init; }

    /// <summary>pending until its money may be paid out, then available.</summary>
    public required string Status { get; init; }

    public required string Type { get; init; }

    public override IEnumerable<string?> Owners => [Source];
}

internal sealed record BalanceFee(long Amount, string Currency, string Description)
{
    public string? Application => null;

    public string Type => "stripe_fee";
}
