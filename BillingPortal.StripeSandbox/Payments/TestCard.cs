namespace BillingPortal.StripeSandbox.Payments;

/// <summary>When a test card asks its holder to prove who they are.</summary>
internal enum AuthenticationNeed
{
    Never,

    /// <summary>On every payment, with or without the holder present.</summary>
    Always,

    /// <summary>When the holder is present, and else until it has been set up.</summary>
    UntilSetUp,

    /// <summary>Whenever the holder is present; later payments without them pass.</summary>
    WhenPresent,

    /// <summary>On every payment, but the bank is content without asking the holder.</summary>
    Frictionless,

    /// <summary>On every payment, and asking fails, so that the payment is declined.</summary>
    Broken,
}

/// <summary>What comes of asking for authentication although the card does not need it.</summary>
internal enum ThreeDSecureSupport
{
    /// <summary>The holder is asked.</summary>
    Optional,

    /// <summary>The card is not enrolled, so the bank's systems only take note.</summary>
    Unenrolled,

    /// <summary>Asking fails; the payment goes on without it.</summary>
    Failing,

    NotSupported,
}

/// <summary>What the bank does after a charge has succeeded.</summary>
internal enum Aftermath
{
    None,
    DisputedAsFraudulent,
    DisputedAsNotReceived,
    DisputedTwice,
    DisputedAsNoncompliant,
    InquiredAsFraudulent,
    InquiredAsNotReceived,
    EarlyFraudWarning,
}

/// <summary>How a refund to the card goes.</summary>
internal enum RefundFate
{
    Succeeds,
    PendingThenSucceeds,
    SucceedsThenFails,
}

/// <summary>A number of Stripe's test-mode table: its <c>pm_card_…</c>/<c>tok_…</c> names, and how it behaves. Pure facts; the rows are in <see cref="TestCards"/>.</summary>
internal sealed record TestCard(string Number, string Brand, params string[] Names)
{
    public string Country { get; init; } = "US";

    public string Funding { get; init; } = "credit";

    /// <summary>A second network on the same card: cartes_bancaires or eftpos_au.</summary>
    public string? CoBrand { get; init; }

    public Decline? OnCharge { get; init; }

    /// <summary>False: the bank refuses it already when it is tied to a customer.</summary>
    public bool Attaches { get; init; } = true;

    public AuthenticationNeed Authentication { get; init; }

    public ThreeDSecureSupport ThreeDSecure { get; init; } = ThreeDSecureSupport.Unenrolled;

    /// <summary>normal, elevated or highest.</summary>
    public string Risk { get; init; } = "normal";

    /// <summary>pass, fail or unavailable: the bank's word on a security code that is sent along.</summary>
    public string CvcCheck { get; init; } = "pass";

    public string Line1Check { get; init; } = "pass";

    public string PostalCodeCheck { get; init; } = "pass";

    public Aftermath Aftermath { get; init; }

    public RefundFate Refunds { get; init; }

    /// <summary>The money may be paid out at once instead of after some days.</summary>
    public bool BypassesPending { get; init; }

    /// <summary>The card behind <c>pm_card_visa</c> or <c>tok_visa</c>.</summary>
    public static TestCard? FindByAlias(string alias) => TestCards.FindByName(
        alias.StartsWith("pm_card_", StringComparison.Ordinal) ? alias["pm_card_".Length..]
        : alias.StartsWith("tok_", StringComparison.Ordinal) ? alias["tok_".Length..] : "");

    /// <summary>A number outside of the table is a card that no test-mode charge accepts.</summary>
    public static TestCard Of(string number) =>
        TestCards.FindByNumber(number) ?? new TestCard(number, BrandOf(number)) { OnCharge = Decline.NotATestCard, Attaches = false };

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
