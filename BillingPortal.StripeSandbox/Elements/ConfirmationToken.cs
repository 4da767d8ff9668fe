using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>Stripe's confirmation token: what a browser collected, kept for one confirmation by the server.</summary>
internal sealed record ConfirmationToken : StripeObject
{
    /// <summary>Stripe lets a token be used for twelve hours.</summary>
    public const long LifeSeconds = 12 * 60 * 60;

    public override string Object => "confirmation_token";

    /// <summary>Null once it was used.</summary>
    public long? ExpiresAt { get; init; }

    public bool Livemode => false;

    public object? MandateData => null;

    public string? PaymentIntent { get; init; }

    public object? PaymentMethodOptions => null;

    public required PaymentMethodPreview PaymentMethodPreview { get; init; }

    public string? ReturnUrl { get; init; }

    public string? SetupFutureUsage { get; init; }

    public string? SetupIntent { get; init; }

    public Shipping? Shipping { get; init; }

    public bool UseStripeSdk => true;

    /// <summary>The method that the confirmation will use; it is not listed anywhere before.</summary>
    [Hidden]
    public required PaymentMethod Method { get; init; }
}

internal sealed record PaymentMethodPreview
{
    public required string AllowRedisplay { get; init; }

    public required BillingDetails BillingDetails { get; init; }

    public required Card Card { get; init; }

    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public string Type => "card";

    public static PaymentMethodPreview Of(PaymentMethod method) =>
        new() { AllowRedisplay = method.AllowRedisplay, BillingDetails = method.BillingDetails, Card = method.Card, Customer = method.Customer };
}
