using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>What one discount takes off a line, or off all lines of an invoice together.</summary>
internal sealed record DiscountAmount
{
    public required long Amount { get; init; }

    [Expandable]
    public required string Discount { get; init; }
}

/// <summary>What lowers an amount before tax: a discount, or billing credits.</summary>
internal sealed record PretaxCreditAmount
{
    public required long Amount { get; init; }

    [Expandable]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreditBalanceTransaction { get; init; }

    [Expandable]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Discount { get; init; }

    public required string Type { get; init; }

    /// <summary>The grant that pays; a draft has no transaction that would name it.</summary>
    [Hidden]
    public string? CreditGrant { get; init; }

    public static PretaxCreditAmount Of(DiscountAmount taken) => new() { Amount = taken.Amount, Discount = taken.Discount, Type = "discount" };

    /// <summary>The credit that a balance transaction of a credit grant pays.</summary>
    public static PretaxCreditAmount OfCredit(string transaction, long amount) =>
        new() { Amount = amount, CreditBalanceTransaction = transaction, Type = "credit_balance_transaction" };
}

/// <summary>One tax on a line, or on all lines of an invoice together.</summary>
internal sealed record TaxAmount
{
    public required long Amount { get; init; }

    /// <summary>exclusive or inclusive.</summary>
    public required string TaxBehavior { get; init; }

    public TaxRateDetails? TaxRateDetails { get; init; }

    public required string TaxabilityReason { get; init; }

    public long? TaxableAmount { get; init; }

    public string Type => "tax_rate_details";
}

internal sealed record TaxRateDetails(string TaxRate);

/// <summary>A tax id of the customer as the invoice shows it.</summary>
internal sealed record InvoiceTaxId(string Type, string? Value);
