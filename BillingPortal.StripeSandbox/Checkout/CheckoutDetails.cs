using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Whether Stripe computes the tax of this session, and whether it knows where.</summary>
internal sealed record CheckoutAutomaticTax
{
    public bool Enabled { get; init; }

    public Invoices.InvoiceIssuer? Liability { get; init; }

    public string? Provider => Enabled ? "stripe" : null;

    /// <summary>complete, or requires_location_inputs until an address is known.</summary>
    public string? Status { get; init; }
}

internal sealed record CheckoutAdaptivePricing(bool Enabled);

internal sealed record CheckoutCustomerDetails
{
    public Address? Address { get; init; }

    public string? BusinessName { get; init; }

    public string? Email { get; init; }

    public string? IndividualName { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string TaxExempt { get; init; } = "none";

    public List<CheckoutTaxId> TaxIds { get; init; } = [];
}

internal sealed record CheckoutTaxId(string Type, string? Value);

internal sealed record CheckoutInvoiceCreation(bool Enabled)
{
    public CheckoutInvoiceData InvoiceData { get; init; } = new();
}

internal sealed record CheckoutInvoiceData
{
    public List<string>? AccountTaxIds => null;

    public List<CustomField>? CustomFields { get; init; }

    public string? Description { get; init; }

    public string? Footer { get; init; }

    public Invoices.InvoiceIssuer? Issuer { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public Invoices.RenderingOptions? RenderingOptions { get; init; }
}

internal sealed record PhoneNumberCollection(bool Enabled);

internal sealed record CheckoutTaxIdCollection(bool Enabled, string Required);

internal sealed record SavedPaymentMethodOptions(List<string>? AllowRedisplayFilters, string? PaymentMethodRemove, string? PaymentMethodSave);

/// <summary>What was asked to take off the session; the discount itself is made when the session completes.</summary>
internal sealed record CheckoutDiscount([property: Expandable] string? Coupon, [property: Expandable] string? PromotionCode);

internal sealed record CheckoutTotalDetails
{
    public long AmountDiscount { get; init; }

    public long? AmountShipping => 0;

    public long AmountTax { get; init; }

    [Included]
    public CheckoutBreakdown? Breakdown { get; init; }
}

internal sealed record CheckoutBreakdown(List<CheckoutDiscountAmount> Discounts, List<CheckoutTaxAmount> Taxes);

internal sealed record CheckoutDiscountAmount(long Amount, Discount Discount);

internal sealed record CheckoutTaxAmount(long Amount, TaxRate Rate, string? TaxabilityReason, long? TaxableAmount);

internal sealed record CheckoutAfterExpiration(CheckoutRecovery? Recovery);

/// <summary>An expired session can be taken up again under an address of its own for 30 days.</summary>
internal sealed record CheckoutRecovery(bool AllowPromotionCodes, bool Enabled, long? ExpiresAt, string? Url);
