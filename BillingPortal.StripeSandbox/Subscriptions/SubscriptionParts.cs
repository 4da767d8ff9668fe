using BillingPortal.StripeSandbox.Payments;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>The smaller pieces of Stripe's subscription.</summary>
internal sealed record SubscriptionAutomaticTax
{
    public string? DisabledReason { get; init; }

    public bool Enabled { get; init; }

    public Invoices.InvoiceIssuer? Liability { get; init; }
}

/// <summary>How prorations are worked out: flexible credits what was really billed, classic what an item costs now.</summary>
internal sealed record BillingMode(string Type, FlexibleBilling? Flexible)
{
    public static BillingMode Of(string type) => new(type, type == "flexible" ? new FlexibleBilling("included") : null);
}

/// <summary>Prorations hold their discounts already.</summary>
internal sealed record FlexibleBilling(string ProrationDiscounts);

/// <summary>The day and time on which a subscription renews, as it was asked for.</summary>
internal sealed record BillingCycleAnchorConfig(long DayOfMonth, long? Hour, long? Minute, long? Month, long? Second);

internal sealed record CancellationDetails
{
    public string? Comment { get; init; }

    public string? Feedback { get; init; }

    public string? Reason { get; init; }
}

internal sealed record SubscriptionInvoiceSettings
{
    public List<string>? AccountTaxIds => null;

    public List<Customers.CustomField>? CustomFields { get; init; }

    public string? Description { get; init; }

    public string? Footer { get; init; }

    public Invoices.InvoiceIssuer Issuer { get; init; } = new("self");
}

internal sealed record PauseCollection(string Behavior, long? ResumesAt);

internal sealed record SubscriptionPaymentSettings
{
    public BilledMethodOptions<SubscriptionCardOptions>? PaymentMethodOptions { get; init; }

    public List<string>? PaymentMethodTypes { get; init; }

    public string SaveDefaultPaymentMethod { get; init; } = "off";
}

internal sealed record TrialSettings(TrialEndBehavior EndBehavior);

internal sealed record TrialEndBehavior(string MissingPaymentMethod);
