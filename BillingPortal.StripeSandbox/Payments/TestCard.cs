namespace BillingPortal.StripeSandbox.Payments;

/// <summary>When a test card asks its holder to prove who they are.</summary>
internal enum AuthenticationNeed
{
    Never,

    /// <summary>On every payment, with or without the holder present.</summary>
    Always,

    /// <summary>Once: when it is set up, or on a payment without setup.</summary>
    UntilSetUp,

    /// <summary>Whenever the holder is present; later payments without them pass.</summary>
    WhenPresent,
}

/// <summary>Why a bank says no, in Stripe's codes and words.</summary>
internal sealed record Decline(string Code, string DeclineCode, string Message)
{
    public static Decline Generic { get; } = new("card_declined", "generic_decline", "Your card was declined.");

    public static Decline InsufficientFunds { get; } = new("card_declined", "insufficient_funds", "Your card has insufficient funds.");

    public static Decline Lost { get; } = new("card_declined", "lost_card", "Your card was declined.");

    public static Decline Stolen { get; } = new("card_declined", "stolen_card", "Your card was declined.");

    public static Decline Fraudulent { get; } = new("card_declined", "fraudulent", "Your card was declined.");

    public static Decline Velocity { get; } = new("card_declined", "card_velocity_exceeded", "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.");

    public static Decline Expired { get; } = new("expired_card", "expired_card", "Your card has expired.");

    public static Decline WrongCvc { get; } = new("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.");

    public static Decline Processing { get; } = new("processing_error", "processing_error", "An error occurred while processing your card. Try again in a little bit.");

    public static Decline NotATestCard { get; } = new("card_declined", "test_mode_live_card",
        "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.");

    public static Decline AuthenticationRequired { get; } = new("authentication_required", "authentication_required",
        "Your card was declined. This transaction requires authentication.");

    public static Decline AuthenticationFailed { get; } = new("payment_intent_authentication_failure", "authentication_failed",
        "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.");
}

/// <summary>One row of Stripe's test-mode table: a number, its <c>pm_card_…</c>/<c>tok_…</c> names, and how it behaves.</summary>
internal sealed record TestCard(string Number, string Brand, string[] Names, Decline? OnCharge = null, bool Attaches = true,
    AuthenticationNeed Authentication = AuthenticationNeed.Never, string Funding = "credit", string Country = "US")
{
    public static IReadOnlyList<TestCard> All { get; } =
    [
        new("4242424242424242", "visa", ["visa"]),
        new("4000056655665556", "visa", ["visa_debit"], Funding: "debit"),
        new("5555555555554444", "mastercard", ["mastercard"]),
        new("5200828282828210", "mastercard", ["mastercard_debit"], Funding: "debit"),
        new("5105105105105100", "mastercard", ["mastercard_prepaid"], Funding: "prepaid"),
        new("378282246310005", "amex", ["amex", "amex_threeDSecureNotSupported"]),
        new("6011111111111117", "discover", ["discover"]),
        new("3056930009020004", "diners", ["diners"]),
        new("3566002020360505", "jcb", ["jcb"], Country: "JP"),
        new("6200000000000005", "unionpay", ["unionpay"], Country: "CN"),
        new("4000000000000077", "visa", ["bypassPending"]),
        new("4000000000000259", "visa", ["createDispute"]),
        new("4000000000007726", "visa", ["pendingRefund"]),
        new("4000000000005126", "visa", ["refundFail"]),
        new("4000000000000002", "visa", ["chargeDeclined", "visa_chargeDeclined"], Decline.Generic, Attaches: false),
        new("4000000000009995", "visa", ["chargeDeclinedInsufficientFunds", "visa_chargeDeclinedInsufficientFunds"], Decline.InsufficientFunds, Attaches: false),
        new("4000000000009987", "visa", ["chargeDeclinedLostCard", "visa_chargeDeclinedLostCard"], Decline.Lost, Attaches: false),
        new("4000000000009979", "visa", ["chargeDeclinedStolenCard", "visa_chargeDeclinedStolenCard"], Decline.Stolen, Attaches: false),
        new("4000000000000069", "visa", ["chargeDeclinedExpiredCard"], Decline.Expired, Attaches: false),
        new("4000000000000127", "visa", ["chargeDeclinedIncorrectCvc"], Decline.WrongCvc, Attaches: false),
        new("4000000000000119", "visa", ["chargeDeclinedProcessingError"], Decline.Processing, Attaches: false),
        new("4000000000006975", "visa", ["chargeDeclinedVelocityLimitExceeded", "visa_chargeDeclinedVelocityLimitExceeded"], Decline.Velocity, Attaches: false),
        new("4100000000000019", "visa", ["chargeDeclinedFraudulent", "radarBlock"], Decline.Fraudulent, Attaches: false),
        new("4000000000000341", "visa", ["chargeCustomerFail"], Decline.Generic),
        new("4000000000003220", "visa", ["threeDSecure2Required"], Authentication: AuthenticationNeed.Always),
        new("4000000000003063", "visa", ["threeDSecureRequired"], Authentication: AuthenticationNeed.Always),
        new("4000000000003055", "visa", ["threeDSecureOptional"]),
        new("4000008400001629", "visa", ["threeDSecureRequiredChargeDeclined"], Decline.Generic, Authentication: AuthenticationNeed.Always),
        new("4000002500003155", "visa", ["authenticationRequiredOnSetup"], Authentication: AuthenticationNeed.UntilSetUp),
        new("4000002760003184", "visa", ["authenticationRequired"], Authentication: AuthenticationNeed.Always),
        new("4000003800000446", "visa", ["authenticationRequiredSetupForOffSession"], Authentication: AuthenticationNeed.WhenPresent),
        new("4000008260003178", "visa", ["authenticationRequiredChargeDeclinedInsufficientFunds"], Decline.InsufficientFunds, Authentication: AuthenticationNeed.Always),
    ];

    private static readonly Dictionary<string, TestCard> ByNumber = All.ToDictionary(card => card.Number);
    private static readonly Dictionary<string, TestCard> ByName = All.SelectMany(card => card.Names.Select(name => (name, card))).ToDictionary();

    /// <summary>The card behind <c>pm_card_visa</c> or <c>tok_visa</c>.</summary>
    public static TestCard? FindByAlias(string alias) => ByName.GetValueOrDefault(
        alias.StartsWith("pm_card_", StringComparison.Ordinal) ? alias["pm_card_".Length..]
        : alias.StartsWith("tok_", StringComparison.Ordinal) ? alias["tok_".Length..] : "");

    /// <summary>A number outside of the table is a card that no test-mode charge accepts.</summary>
    public static TestCard Of(string number) =>
        ByNumber.GetValueOrDefault(number) ?? new TestCard(number, BrandOf(number), [], Decline.NotATestCard, Attaches: false);

    private static string BrandOf(string number) => number switch
    {
        ['4', ..] => "visa",
        ['5', ..] or ['2', ..] => "mastercard",
        ['3', '4' or '7', ..] => "amex",
        ['3', '5', ..] => "jcb",
        ['3', ..] => "diners",
        ['6', '2', ..] => "unionpay",
        ['6', ..] => "discover",
        _ => "unknown",
    };
}
