using BillingPortal.StripeSandbox.Customers;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>What the session's request said about the thing that its completion makes: a subscription, a payment or a setup.</summary>
internal sealed record CheckoutPlan
{
    public long? TrialPeriodDays { get; init; }

    public long? TrialEnd { get; init; }

    public string MissingPaymentMethod { get; init; } = "create_invoice";

    public string? Description { get; init; }

    /// <summary>Metadata for the subscription, payment intent or setup intent.</summary>
    public Dictionary<string, string> Metadata { get; init; } = [];

    public long? BillingCycleAnchor { get; init; }

    /// <summary>Day of month, month, hour, minute and second of the anchor, as they were sent.</summary>
    public Dictionary<string, long>? BillingCycleAnchorConfig { get; init; }

    public string? BillingMode { get; init; }

    public string ProrationBehavior { get; init; } = "create_prorations";

    public List<string> DefaultTaxRates { get; init; } = [];

    public string? SetupFutureUsage { get; init; }

    public string? CaptureMethod { get; init; }

    public string? ReceiptEmail { get; init; }

    public string? StatementDescriptor { get; init; }

    public string? StatementDescriptorSuffix { get; init; }

    public string? TransferGroup { get; init; }

    public Shipping? Shipping { get; init; }

    /// <summary>Whether a saved card may be shown to its customer again: always, limited or unspecified.</summary>
    public string? AllowRedisplay { get; init; }

    /// <summary>Whether the customer takes over the address and name that were typed in.</summary>
    public bool UpdatesAddress { get; init; }

    public bool UpdatesName { get; init; }

    /// <summary>When a trial that begins now ends; null without one.</summary>
    public long? TrialEndsAt(long now) => TrialEnd ?? (TrialPeriodDays is { } days ? now + (days * 86_400) : null);
}
