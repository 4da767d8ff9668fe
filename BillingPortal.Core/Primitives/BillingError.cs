namespace BillingPortal.Core.Primitives;

/// <summary>The closed list of expected refusals. The host maps each to HTTP once (ProblemMap) and to text once.</summary>
public enum BillingErrorCode
{
    NotFound,
    Forbidden,
    ValidationFailed,
    RedirectNotAllowed,
    UnknownPlan,
    PriceUnavailable,
    AlreadySubscribed,
    TrialAgreementRequired,
    NoSubscription,
    NoCustomer,
    CurrencyMismatch,
    CardDeclined,
    StripeUnavailable,
    StripeRefused,
    Conflict,
    QuoteExpired,
    QuoteMoved,

    /// <summary>Somebody has said yes to it before.</summary>
    QuoteUsed,

    /// <summary>An open invoice must be paid first.</summary>
    PaymentRequired,
    AlreadyRunning,
}

/// <summary>An expected refusal: a stable code, one sentence for people, and the fields it is about.</summary>
public sealed record BillingError(BillingErrorCode Code, string Detail)
{
    /// <summary>Field name in snake_case → sentences about it; empty when the refusal is about the whole request.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>What a program needs to go on, such as the id of the quote that replaces a moved one; names in snake_case.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static BillingError NotFound(string what) => new(BillingErrorCode.NotFound, $"{what} was not found.");

    public static BillingError Invalid(string field, string sentence) => new(BillingErrorCode.ValidationFailed, sentence)
    {
        Fields = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] },
    };
}
