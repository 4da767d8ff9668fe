namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>Stripe's payment method, only the fields that the portal reads.</summary>
public sealed record PaymentMethod : IStripeObject
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public Expandable<Customer>? Customer { get; init; }

    public CardDetails? Card { get; init; }
}

public sealed record CardDetails
{
    public string? Brand { get; init; }

    public string? Last4 { get; init; }

    public int ExpMonth { get; init; }

    public int ExpYear { get; init; }

    /// <summary>The same for the same card number in one Stripe account: tells when one card starts a second trial.</summary>
    public string? Fingerprint { get; init; }
}
