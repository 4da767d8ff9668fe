using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's dispute: the bank takes a charge back, or asks about it first (an inquiry, whose states begin with warning_). Amounts are minor units.</summary>
internal sealed record Dispute : StripeObject
{
    public override string Object => "dispute";

    public required long Amount { get; init; }

    /// <summary>What it took from the balance and gave back; an inquiry moves nothing.</summary>
    public List<BalanceTransaction> BalanceTransactions { get; init; } = [];

    [Expandable]
    public required string Charge { get; init; }

    public required string Currency { get; init; }

    public List<string> EnhancedEligibilityTypes => [];

    public DisputeEvidence Evidence { get; init; } = new();

    public required DisputeEvidenceDetails EvidenceDetails { get; init; }

    public bool IsChargeRefundable { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    [Expandable]
    public string? PaymentIntent { get; init; }

    public required DisputePaymentMethodDetails PaymentMethodDetails { get; init; }

    /// <summary>fraudulent, product_not_received or noncompliant.</summary>
    public required string Reason { get; init; }

    /// <summary>needs_response, under_review, won or lost; for an inquiry warning_needs_response, warning_under_review or warning_closed.</summary>
    public required string Status { get; init; }

    /// <summary>What the bank has decided and will tell: won, lost, or escalate for an inquiry that becomes a chargeback.</summary>
    [Hidden]
    public string? Verdict { get; init; }

    [Hidden]
    public long? VerdictAt { get; init; }

    public override IEnumerable<string?> Owners => [Charge, PaymentIntent];

    /// <summary>The bank's word, or the last day to answer.</summary>
    public override long? WakeAt => VerdictAt ?? (Status is "needs_response" or "warning_needs_response" ? EvidenceDetails.DueBy : null);

    internal bool IsInquiry() => Status.StartsWith("warning_", StringComparison.Ordinal);

    internal bool IsOpen() => Status is not ("won" or "lost" or "warning_closed");
}

internal sealed record DisputeEvidenceDetails
{
    public long? DueBy { get; init; }

    public Dictionary<string, string> EnhancedEligibility => [];

    public bool HasEvidence { get; init; }

    public bool PastDue { get; init; }

    public long SubmissionCount { get; init; }
}

internal sealed record DisputePaymentMethodDetails
{
    public required DisputeCard Card { get; init; }

    public string Type => "card";
}

/// <summary>chargeback, inquiry or compliance, and the network's own code for the reason.</summary>
internal sealed record DisputeCard(string Brand, string CaseType, string Network, string? NetworkReasonCode);
