using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Credits;

/// <summary>Stripe's credit balance transaction: one move of a grant's ledger. Moves are only ever added.</summary>
internal sealed record CreditBalanceTransaction : StripeObject
{
    public override string Object => "billing.credit_balance_transaction";

    public CreditMove? Credit { get; init; }

    [Expandable]
    public required string CreditGrant { get; init; }

    public DebitMove? Debit { get; init; }

    public required long EffectiveAt { get; init; }

    public bool Livemode => false;

    [Expandable]
    public string? TestClock { get; init; }

    public string Type => Credit is null ? "debit" : "credit";

    [Hidden]
    public required string Customer { get; init; }

    public override IEnumerable<string?> Owners => [CreditGrant, Customer];
}

/// <summary>credits_granted, or credits_application_invoice_voided when an invoice gives them back.</summary>
internal sealed record CreditMove(CreditAmount Amount, string Type, CreditedLine? CreditsApplicationInvoiceVoided = null);

/// <summary>credits_applied to a line, credits_expired or credits_voided.</summary>
internal sealed record DebitMove(CreditAmount Amount, string Type, CreditedLine? CreditsApplied = null);

/// <summary>The line that credits went to or came back from.</summary>
internal sealed record CreditedLine(string InvoiceLineItem)
{
    [Expandable]
    public required string Invoice { get; init; }
}
