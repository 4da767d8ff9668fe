using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's refund: an amount on its way back to a card. Minor units.</summary>
internal sealed record Refund : StripeObject
{
    public override string Object => "refund";

    public required long Amount { get; init; }

    [Expandable]
    public string? BalanceTransaction => null;

    [Expandable]
    public string? Charge { get; init; }

    public required string Currency { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public Dictionary<string, string> Metadata { get; init; } = [];

    [Expandable]
    public string? PaymentIntent { get; init; }

    [Expandable]
    public string? PaymentMethod { get; init; }

    public string? Reason { get; init; }

    public string? ReceiptNumber => null;

    [Expandable]
    public string? SourceTransferReversal => null;

    public required string Status { get; init; }

    [Expandable]
    public string? TransferReversal => null;

    public override IEnumerable<string?> Owners => [Charge, PaymentIntent];
}
