using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>What an invoice bills for.</summary>
internal sealed record InvoiceParent
{
    public object? QuoteDetails => null;

    public InvoiceSubscriptionDetails? SubscriptionDetails { get; init; }

    public string Type => "subscription_details";
}

/// <summary>The subscription as it stood when the invoice was made.</summary>
internal sealed record InvoiceSubscriptionDetails
{
    public required Dictionary<string, string> Metadata { get; init; }

    [Expandable]
    public required string Subscription { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SubscriptionProrationDate { get; init; }
}
