using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's refund: an amount on its way back to a card. Minor units.</summary>
internal sealed record Refund : StripeObject
{
    public override string Object => "refund";

    public required long Amount { get; init; }

    [Expandable]
    public string? BalanceTransaction { get; init; }

    [Expandable]
    public string? Charge { get; init; }

    public required string Currency { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public RefundDestination DestinationDetails => new();

    [Expandable]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureBalanceTransaction { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureReason { get; init; }

    /// <summary>Where Stripe would write to if the customer had to do something; a card's holder never has to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstructionsEmail { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    [Expandable]
    public string? PaymentIntent { get; init; }

    [Expandable]
    public string? PaymentMethod { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PendingReason { get; init; }

    public string? Reason { get; init; }

    public string? ReceiptNumber => null;

    [Expandable]
    public string? SourceTransferReversal => null;

    /// <summary>pending, succeeded or failed.</summary>
    public required string Status { get; init; }

    [Expandable]
    public string? TransferReversal => null;

    /// <summary>When the bank gives its last word, for the cards that make it wait.</summary>
    [Hidden]
    public long? SettlesAt { get; init; }

    public override IEnumerable<string?> Owners => [Charge, PaymentIntent];

    public override long? WakeAt => SettlesAt;
}

internal sealed record RefundDestination
{
    public CardDestination Card => new();

    public string Type => "card";

    internal sealed record CardDestination
    {
        public string Type => "refund";
    }
}
