using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's customer, only the fields that the portal reads.</summary>
public sealed record Customer : IStripeObject
{
    public required string Id { get; init; }

    /// <summary>True on the stub that Stripe returns for a deleted customer.</summary>
    public bool Deleted { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public Address? Address { get; init; }

    /// <summary>Minor units; negative is credit that the customer has with us.</summary>
    public long Balance { get; init; }

    /// <summary>Set by the first charge or subscription; Stripe then refuses other currencies for the customer.</summary>
    public Currency? Currency { get; init; }

    public bool? Delinquent { get; init; }

    public CustomerInvoiceSettings? InvoiceSettings { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public bool Livemode { get; init; }
}

public sealed record CustomerInvoiceSettings
{
    public Expandable<PaymentMethod>? DefaultPaymentMethod { get; init; }
}

public sealed record Address
{
    public string? Line1 { get; init; }

    public string? Line2 { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    public string? PostalCode { get; init; }

    /// <summary>Two letters, ISO 3166-1.</summary>
    public string? Country { get; init; }
}
