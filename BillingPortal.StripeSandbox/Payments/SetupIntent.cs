using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's setup intent: a card made ready for payments without its holder.</summary>
internal sealed record SetupIntent : StripeObject
{
    public override string Object => "setup_intent";

    [Expandable]
    public string? Application => null;

    public AutomaticPaymentMethods? AutomaticPaymentMethods { get; init; }

    public string? CancellationReason { get; init; }

    public required string ClientSecret { get; init; }

    [Expandable]
    public string? Customer { get; init; }

    public string? CustomerAccount => null;

    public string? Description { get; init; }

    public List<string>? ExcludedPaymentMethodTypes { get; init; }

    public List<string>? FlowDirections => null;

    public PaymentError? LastSetupError { get; init; }

    [Expandable]
    public string? LatestAttempt => null;

    public bool Livemode => false;

    [Expandable]
    public string? Mandate => null;

    public object? ManagedPayments => null;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public NextAction? NextAction { get; init; }

    [Expandable]
    public string? OnBehalfOf => null;

    [Expandable]
    public string? PaymentMethod { get; init; }

    public object? PaymentMethodConfigurationDetails => null;

    // Journals of before have null here.
    public SetupCardOptions PaymentMethodOptions { get; init => field = value ?? new(); } = new();

    public List<string> PaymentMethodTypes { get; init; } = ["card"];

    [Expandable]
    public string? SingleUseMandate => null;

    public required string Status { get; init; }

    public string Usage { get; init; } = "off_session";

    /// <summary>Where the last confirmation wants its holder back, for the 3-D Secure page to lead to whenever it is visited.</summary>
    [Hidden]
    public string? ReturnUrl { get; init; }

    public override IEnumerable<string?> Owners => [Customer];
}

internal sealed record SetupCardOptions
{
    public CardSetup Card { get; init; } = new();

    internal sealed record CardSetup
    {
        public object? MandateOptions => null;

        public string? Network => null;

        /// <summary>automatic, any or challenge.</summary>
        public string RequestThreeDSecure { get; init; } = "automatic";
    }
}
