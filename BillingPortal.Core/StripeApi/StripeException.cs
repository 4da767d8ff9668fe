namespace BillingPortal.Core.StripeApi;

/// <summary>What went wrong at Stripe, mapped once from status and error object (the rules of Stripe's own SDKs).</summary>
public enum StripeFailure
{
    /// <summary>No answer: connection refused, reset or timed out, also after the retries.</summary>
    Unreachable,
    InvalidRequest,
    NotFound,
    Authentication,
    Permission,
    Card,
    Idempotency,
    RateLimit,

    /// <summary>Stripe answered 5xx, or something that is not JSON.</summary>
    Api,
}

/// <summary>Stripe refused or could not be reached. Carries Stripe's own words, never a key.</summary>
public sealed class StripeException(StripeFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public StripeFailure Failure { get; } = failure;

    /// <summary>HTTP status, 0 when there was no answer.</summary>
    public int Status { get; init; }

    public string? Code { get; init; }

    public string? DeclineCode { get; init; }

    public string? Param { get; init; }

    /// <summary>Stripe's <c>request-id</c> header, for its support.</summary>
    public string? RequestId { get; init; }

    /// <summary>The payment that failed or asks for authentication, when the error is about one.</summary>
    public string? PaymentIntentId { get; init; }

    public string? SetupIntentId { get; init; }
}
