using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Stripe's Checkout session: what somebody is about to buy on the hosted page, and what became of it.</summary>
internal sealed record CheckoutSession : StripeObject
{
    public override string Object => "checkout.session";

    public CheckoutAdaptivePricing? AdaptivePricing { get; init; }

    public CheckoutAfterExpiration? AfterExpiration { get; init; }

    public bool? AllowPromotionCodes { get; init; }

    public long? AmountSubtotal { get; init; }

    public long? AmountTotal { get; init; }

    public CheckoutAutomaticTax AutomaticTax { get; init; } = new();

    public string? BillingAddressCollection { get; init; }

    public string? CancelUrl { get; init; }

    public string? ClientReferenceId { get; init; }

    public string? ClientSecret { get; init; }

    public CollectedInformation? CollectedInformation { get; init; }

    public CheckoutConsent? Consent { get; init; }

    public CheckoutConsentCollection? ConsentCollection { get; init; }

    public string? Currency { get; init; }

    public object? CurrencyConversion => null;

    public List<CheckoutCustomField> CustomFields { get; init; } = [];

    public CustomText CustomText { get; init; } = new();

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public string? CustomerCreation { get; init; }

    public CheckoutCustomerDetails? CustomerDetails { get; init; }

    public string? CustomerEmail { get; init; }

    public List<CheckoutDiscount> Discounts { get; init; } = [];

    public required long ExpiresAt { get; init; }

    public string? IntegrationIdentifier { get; init; }

    [Expandable]
    public string? Invoice { get; init; }

    public CheckoutInvoiceCreation? InvoiceCreation { get; init; }

    public bool Livemode => false;

    public string? Locale { get; init; }

    public object? ManagedPayments => null;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required string Mode { get; init; }

    public string? OriginContext { get; init; }

    [Expandable]
    public string? PaymentIntent { get; init; }

    [Expandable]
    public string? PaymentLink => null;

    public string? PaymentMethodCollection { get; init; }

    public object? PaymentMethodConfigurationDetails => null;

    public Dictionary<string, object> PaymentMethodOptions => [];

    public List<string> PaymentMethodTypes { get; init; } = ["card"];

    public string PaymentStatus { get; init; } = "unpaid";

    public object? Permissions => null;

    public PhoneNumberCollection PhoneNumberCollection { get; init; } = new(false);

    public string? RecoveredFrom { get; init; }

    public SavedPaymentMethodOptions? SavedPaymentMethodOptions { get; init; }

    [Expandable]
    public string? SetupIntent { get; init; }

    public object? ShippingAddressCollection => null;

    public object? ShippingCost => null;

    public List<object> ShippingOptions => [];

    /// <summary>open, complete or expired.</summary>
    public string Status { get; init; } = "open";

    public string? SubmitType { get; init; }

    [Expandable]
    public string? Subscription { get; init; }

    public string? SuccessUrl { get; init; }

    public CheckoutTotalDetails? TotalDetails { get; init; }

    public string? UiMode { get; init; } = "hosted_page";

    /// <summary>The hosted page; null once it is complete or expired.</summary>
    public string? Url { get; init; }

    public object? WalletOptions => null;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReturnUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RedirectOnCompletion { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<string>? ExcludedPaymentMethodTypes { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckoutNameCollection? NameCollection { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckoutTaxIdCollection? TaxIdCollection { get; init; }

    /// <summary>What is bought.</summary>
    [Hidden]
    public List<CheckoutItem> Items { get; init; } = [];

    [Hidden]
    public CheckoutPlan Plan { get; init; } = new();

    /// <summary>What the buyer entered before they were sent to their bank.</summary>
    [Hidden]
    public CheckoutEntries? Entered { get; init; }

    public override IEnumerable<string?> Owners => [Customer, Subscription, PaymentIntent];

    /// <summary>True when the sandbox's own page shows it.</summary>
    [JsonIgnore]
    public bool IsHosted => UiMode == "hosted_page";

    public override long? WakeAt => Status == "open" ? ExpiresAt : null;
}
