using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's payment intent: one amount on its way from a card. Amounts are minor units.</summary>
internal sealed record PaymentIntent : StripeObject
{
    public override string Object => "payment_intent";

    public required long Amount { get; init; }

    public long AmountCapturable { get; init; }

    public long AmountReceived { get; init; }

    [Expandable]
    public string? Application => null;

    public long? ApplicationFeeAmount => null;

    public AutomaticPaymentMethods? AutomaticPaymentMethods { get; init; }

    public long? CanceledAt { get; init; }

    public string? CancellationReason { get; init; }

    public string CaptureMethod { get; init; } = "automatic_async";

    public required string ClientSecret { get; init; }

    public string ConfirmationMethod { get; init; } = "automatic";

    public required string Currency { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public string? Description { get; init; }

    public List<string>? ExcludedPaymentMethodTypes { get; init; }

    public PaymentError? LastPaymentError { get; init; }

    [Expandable]
    public string? LatestCharge { get; init; }

    public bool Livemode => false;

    public object? ManagedPayments => null;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public NextAction? NextAction { get; init; }

    [Expandable]
    public string? OnBehalfOf => null;

    [Expandable]
    public string? PaymentMethod { get; init; }

    public object? PaymentMethodConfigurationDetails => null;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentDetails? PaymentDetails { get; init; }

    public IntentCardOptions PaymentMethodOptions { get; init; } = new();

    public List<string> PaymentMethodTypes { get; init; } = ["card"];

    public object? Processing => null;

    public string? ReceiptEmail { get; init; }

    [Expandable]
    public string? Review => null;

    public string? SetupFutureUsage { get; init; }

    public Shipping? Shipping { get; init; }

    [Expandable]
    public string? Source => null;

    public string? StatementDescriptor { get; init; }

    public string? StatementDescriptorSuffix { get; init; }

    public required string Status { get; init; }

    public object? TransferData => null;

    public string? TransferGroup { get; init; }

    /// <summary>Where the last confirmation wants its holder back, for the 3-D Secure page to lead to whenever it is visited.</summary>
    [Hidden]
    public string? ReturnUrl { get; init; }

    /// <summary>Held money is let go of when nobody has taken it by then.</summary>
    [Hidden]
    public long? HeldUntil { get; init; }

    /// <summary>With manual confirmation the holder has authenticated, and the merchant's server confirms once more.</summary>
    [Hidden]
    public bool Authenticated { get; init; }

    public override IEnumerable<string?> Owners => [Customer];

    public override long? WakeAt => Status == "requires_capture" ? HeldUntil : null;
}

internal sealed record AutomaticPaymentMethods(bool Enabled, string AllowRedirects = "always");

internal sealed record IntentCardOptions
{
    public CardOptions Card { get; init; } = new();
}

internal sealed record CardOptions
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaptureMethod { get; init; }

    public object? Installments => null;

    public object? MandateOptions => null;

    public string? Network => null;

    /// <summary>automatic, any or challenge.</summary>
    public string RequestThreeDSecure { get; init; } = "automatic";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SetupFutureUsage { get; init; }
}

/// <summary>The last failure, kept on the intent. Fields that do not apply are left out.</summary>
internal sealed record PaymentError
{
    public string Type { get; init; } = "card_error";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AdviceCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Charge { get; init; }

    public required string Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeclineCode { get; init; }

    public string DocUrl => $"https://stripe.com/docs/error-codes/{Code.Replace('_', '-')}";

    public required string Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NetworkDeclineCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Param { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentMethod? PaymentMethod { get; init; }

    public static PaymentError Of(Decline decline, PaymentMethod? method, string? charge = null) => new()
    {
        AdviceCode = decline.AdviceCode, Charge = charge, Code = decline.Code, DeclineCode = decline.DeclineCode, Message = decline.Message,
        NetworkDeclineCode = decline.NetworkDeclineCode, Param = decline.Param, PaymentMethod = method,
    };
}

/// <summary>What the card's holder must do next: visit the 3-D Secure page.</summary>
internal sealed record NextAction
{
    public required string Type { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RedirectToUrl? RedirectToUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UseStripeSdk? UseStripeSdk { get; init; }

    /// <param name="account">Whose sandbox serves the page.</param>
    /// <param name="intent">The payment or setup intent to authenticate.</param>
    /// <param name="returnUrl">Where a redirect comes back to; without it the browser script shows the page.</param>
    public static NextAction Authenticate(Account account, string intent, string? returnUrl)
    {
        var page = new Uri(account.Context.Address, "/3ds/" + intent).ToString();
        return returnUrl is null
            ? new NextAction { Type = "use_stripe_sdk", UseStripeSdk = new UseStripeSdk("three_d_secure_redirect", page) }
            : new NextAction { Type = "redirect_to_url", RedirectToUrl = new RedirectToUrl(returnUrl, page) };
    }
}

internal sealed record RedirectToUrl(string? ReturnUrl, string Url);

internal sealed record UseStripeSdk(string Type, string StripeJs);
