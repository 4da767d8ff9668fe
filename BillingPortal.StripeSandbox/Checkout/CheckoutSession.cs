using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Stripe's Checkout session: what somebody is about to buy on the hosted page, and what became of it.</summary>
internal sealed record CheckoutSession : StripeObject
{
    public override string Object => "checkout.session";

    public object? AdaptivePricing => null;

    public object? AfterExpiration => null;

    public bool? AllowPromotionCodes { get; init; }

    public long? AmountSubtotal { get; init; }

    public long? AmountTotal { get; init; }

    public CheckoutAutomaticTax AutomaticTax { get; init; } = new();

    public string? BillingAddressCollection { get; init; }

    public string? CancelUrl { get; init; }

    public string? ClientReferenceId { get; init; }

    public string? ClientSecret { get; init; }

    public object? CollectedInformation => null;

    public object? Consent => null;

    public object? ConsentCollection => null;

    public string? Currency { get; init; }

    public object? CurrencyConversion => null;

    public List<object> CustomFields => [];

    public CustomText CustomText => new();

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public string? CustomerCreation { get; init; }

    public CheckoutCustomerDetails? CustomerDetails { get; init; }

    public string? CustomerEmail { get; init; }

    public List<object> Discounts => [];

    public required long ExpiresAt { get; init; }

    public string? IntegrationIdentifier => null;

    [Expandable]
    public string? Invoice { get; init; }

    public CheckoutInvoiceCreation? InvoiceCreation { get; init; }

    public bool Livemode => false;

    public string? Locale { get; init; }

    public object? ManagedPayments => null;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required string Mode { get; init; }

    public string? OriginContext => null;

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

    public string? RecoveredFrom => null;

    public object? SavedPaymentMethodOptions => null;

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

    /// <summary>What is bought.</summary>
    [Hidden]
    public List<CheckoutItem> Items { get; init; } = [];

    [Hidden]
    public CheckoutPlan Plan { get; init; } = new();

    public override IEnumerable<string?> Owners => [Customer, Subscription, PaymentIntent];

    public override long? WakeAt => Status == "open" ? ExpiresAt : null;
}

/// <summary>What the session's request said about the thing that its completion makes.</summary>
internal sealed record CheckoutPlan
{
    public long? TrialPeriodDays { get; init; }

    public long? TrialEnd { get; init; }

    public string MissingPaymentMethod { get; init; } = "create_invoice";

    public string? Description { get; init; }

    /// <summary>Metadata for the subscription, payment intent or setup intent.</summary>
    public Dictionary<string, string> Metadata { get; init; } = [];

    public long? BillingCycleAnchor { get; init; }

    public string ProrationBehavior { get; init; } = "create_prorations";

    public string? SetupFutureUsage { get; init; }

    public Shipping? Shipping { get; init; }

    /// <summary>Whether the customer takes over the address and name that were typed in.</summary>
    public bool UpdatesAddress { get; init; }

    public bool UpdatesName { get; init; }
}

/// <summary>Stripe's <c>item</c>: one line of a Checkout session.</summary>
internal sealed record CheckoutItem
{
    public required string Id { get; init; }

    public string Object => "item";

    public object? AdjustableQuantity => null;

    public long AmountDiscount => 0;

    public required long AmountSubtotal { get; init; }

    public long AmountTax => 0;

    public required long AmountTotal { get; init; }

    public required string Currency { get; init; }

    public required string Description { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required Catalog.Price Price { get; init; }

    public required long Quantity { get; init; }
}
