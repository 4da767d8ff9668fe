using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's charge: one attempt to take an amount, and what came of it. Amounts are minor units.</summary>
internal sealed record Charge : StripeObject
{
    public override string Object => "charge";

    public required long Amount { get; init; }

    public long AmountCaptured { get; init; }

    public long AmountRefunded { get; init; }

    [Expandable]
    public string? Application => null;

    [Expandable]
    public string? ApplicationFee => null;

    public long? ApplicationFeeAmount => null;

    [Expandable]
    public string? BalanceTransaction { get; init; }

    public required BillingDetails BillingDetails { get; init; }

    public string CalculatedStatementDescriptor => "SANDBOX";

    public bool Captured { get; init; }

    public required string Currency { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? Description { get; init; }

    public bool Disputed { get; init; }

    [Expandable]
    public string? FailureBalanceTransaction => null;

    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    public Dictionary<string, string> FraudDetails { get; init; } = [];

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    [Expandable]
    public string? OnBehalfOf => null;

    public required ChargeOutcome Outcome { get; init; }

    public bool Paid { get; init; }

    [Expandable]
    public string? PaymentIntent { get; init; }

    public string? PaymentMethod { get; init; }

    public required ChargePaymentMethodDetails PaymentMethodDetails { get; init; }

    public string? ReceiptEmail { get; init; }

    public string? ReceiptNumber => null;

    public string? ReceiptUrl { get; init; }

    public bool Refunded { get; init; }

    [Expandable]
    public string? Review => null;

    public Shipping? Shipping { get; init; }

    public object? Source => null;

    [Expandable]
    public string? SourceTransfer => null;

    public string? StatementDescriptor { get; init; }

    public string? StatementDescriptorSuffix { get; init; }

    /// <summary>succeeded, pending or failed.</summary>
    public required string Status { get; init; }

    public object? TransferData => null;

    public string? TransferGroup { get; init; }

    /// <summary>The test number decides what becomes of the charge later.</summary>
    [Hidden]
    public string? Number { get; init; }

    /// <summary>When the bank disputes it or warns, if its card is one that is disputed.</summary>
    [Hidden]
    public long? AftermathAt { get; init; }

    public override IEnumerable<string?> Owners => [Customer, PaymentIntent];

    public override long? WakeAt => AftermathAt;
}

internal sealed record ChargeOutcome
{
    public string? AdviceCode { get; init; }

    public string? NetworkAdviceCode { get; init; }

    public string? NetworkDeclineCode { get; init; }

    public string? NetworkStatus { get; init; }

    public string? Reason { get; init; }

    public string RiskLevel { get; init; } = "normal";

    public long RiskScore { get; init; } = 20;

    public string? SellerMessage { get; init; }

    public required string Type { get; init; }

    public static ChargeOutcome Of(Decline? decline, string risk)
    {
        var outcome = decline switch
        {
            null => new ChargeOutcome { NetworkStatus = "approved_by_network", SellerMessage = "Payment complete.", Type = "authorized" },
            { BlockedBy: { } reason } => new()
            {
                NetworkStatus = "not_sent_to_network", Reason = reason, Type = "blocked",
                SellerMessage = reason == "rule" ? "Stripe blocked this payment because of a rule." : "Stripe blocked this payment as too risky.",
            },
            _ => new()
            {
                AdviceCode = decline.AdviceCode, NetworkDeclineCode = decline.NetworkDeclineCode, NetworkStatus = "declined_by_network",
                Reason = decline.DeclineCode, Type = "issuer_declined", SellerMessage = "The bank did not return any further details with this decline.",
            },
        };
        return outcome with { RiskLevel = risk, RiskScore = risk switch { "highest" => 90, "elevated" => 70, _ => 20 } };
    }
}

internal sealed record ChargePaymentMethodDetails
{
    public string Type => "card";

    public required ChargeCard Card { get; init; }
}

internal sealed record ChargeCard
{
    public long? AmountAuthorized { get; init; }

    public string? AuthorizationCode { get; init; }

    public required string Brand { get; init; }

    public required CardChecks Checks { get; init; }

    public required string Country { get; init; }

    public required long ExpMonth { get; init; }

    public required long ExpYear { get; init; }

    public required string Fingerprint { get; init; }

    public required string Funding { get; init; }

    public object? Installments => null;

    public required string Last4 { get; init; }

    public string? Mandate => null;

    public required string Network { get; init; }

    public string? NetworkTransactionId { get; init; }

    public string RegulatedStatus => "unregulated";

    public ThreeDSecureDetails? ThreeDSecure { get; init; }

    public string? TransactionLinkId => null;

    public object? Wallet => null;

    public static ChargeCard Of(Card card, long? authorized, ThreeDSecureDetails? secured) => new()
    {
        ThreeDSecure = secured,
        AmountAuthorized = authorized, Brand = card.Brand, Checks = card.Checks, Country = card.Country, ExpMonth = card.ExpMonth, ExpYear = card.ExpYear,
        Fingerprint = card.Fingerprint, Funding = card.Funding, Last4 = card.Last4, Network = card.Brand,
    };
}

/// <summary>How the holder was authenticated. The liability for fraud then is the bank's.</summary>
internal sealed record ThreeDSecureDetails
{
    /// <summary>challenge or frictionless; null when nobody was asked.</summary>
    public string? AuthenticationFlow { get; init; }

    public string? ElectronicCommerceIndicator { get; init; }

    public string? ExemptionIndicator => null;

    public required string Result { get; init; }

    public string? ResultReason { get; init; }

    public string? TransactionId { get; init; }

    public string? Version => "2.2.0";

    public static ThreeDSecureDetails Authenticated(string flow) => new()
    {
        AuthenticationFlow = flow, ElectronicCommerceIndicator = "05", Result = "authenticated", TransactionId = Guid.NewGuid().ToString(),
    };
}
