using BillingPortal.StripeSandbox.Customers;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Whether Stripe computes the tax of this session.</summary>
internal sealed record CheckoutAutomaticTax
{
    public bool Enabled { get; init; }

    public Invoices.InvoiceIssuer? Liability { get; init; }

    public string? Provider => Enabled ? "stripe" : null;

    public string? Status => Enabled ? "complete" : null;
}

internal sealed record CustomText
{
    public object? AfterSubmit => null;

    public object? ShippingAddress => null;

    public object? Submit => null;

    public object? TermsOfServiceAcceptance => null;
}

internal sealed record CheckoutCustomerDetails
{
    public Address? Address { get; init; }

    public string? BusinessName => null;

    public string? Email { get; init; }

    public string? IndividualName => null;

    public string? Name { get; init; }

    public string? Phone => null;

    public string TaxExempt { get; init; } = "none";

    public List<object> TaxIds => [];
}

internal sealed record CheckoutInvoiceCreation(bool Enabled)
{
    public CheckoutInvoiceData InvoiceData => new();
}

internal sealed record CheckoutInvoiceData
{
    public object? AccountTaxIds => null;

    public object? CustomFields => null;

    public string? Description => null;

    public string? Footer => null;

    public object? Issuer => null;

    public Dictionary<string, string> Metadata => [];

    public object? RenderingOptions => null;
}

internal sealed record PhoneNumberCollection(bool Enabled);

internal sealed record CheckoutTotalDetails
{
    public long AmountDiscount => 0;

    public long? AmountShipping => 0;

    public long AmountTax => 0;
}
