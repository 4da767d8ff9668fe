using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>A refusal in Stripe's words; the pipeline rolls the request back and answers with it, unless it says to keep the work.</summary>
internal sealed class StripeError(int status, ErrorBody body) : Exception(body.Message)
{
    /// <summary>Known to Stripe, but without effect here. Stripe has no such code: it names a limit of the sandbox.</summary>
    public const string Unsupported = "sandbox_parameter_unsupported";

    public int Status { get; } = status;

    public ErrorBody Body { get; } = body;

    /// <summary>A declined payment leaves its charge and intent behind: the work is committed and the answer is still an error.</summary>
    public bool KeepsWork { get; init; }

    /// <summary>Refused before the work began; an idempotency key may then be used again.</summary>
    public bool IsValidation { get; init; }

    public static StripeError Invalid(string message, string? param = null, string? code = null, bool validation = true) =>
        new(400, new ErrorBody { Type = "invalid_request_error", Message = message, Param = param, Code = code }) { IsValidation = validation };

    /// <summary>The request is well formed, but the object's state does not allow it.</summary>
    public static StripeError WrongState(string message, string? code = null, string? param = null) =>
        Invalid(message, param, code, validation: false);

    public static StripeError Missing(string noun, string id, string param, int status = 404) =>
        new(status, new ErrorBody { Type = "invalid_request_error", Code = "resource_missing", Message = $"No such {noun}: '{id}'", Param = param })
        {
            IsValidation = true,
        };

    public static StripeError MissingParameter(string param) =>
        Invalid($"Missing required param: {param}.", param, "parameter_missing");

    public static StripeError Unauthorized(string message) =>
        new(401, new ErrorBody { Type = "invalid_request_error", Message = message }) { IsValidation = true };
}

/// <summary>Stripe's error object. Fields that do not apply are left out, as Stripe leaves them out.</summary>
internal sealed record ErrorBody
{
    public required string Type { get; init; }

    public string? Code { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    public string? NetworkDeclineCode { get; init; }

    public required string Message { get; init; }

    public string? Param { get; init; }

    public string? Charge { get; init; }

    public StripeObject? PaymentIntent { get; init; }

    public StripeObject? PaymentMethod { get; init; }

    public StripeObject? SetupIntent { get; init; }

    public string? DocUrl => Code is null or StripeError.Unsupported ? null : $"https://stripe.com/docs/error-codes/{Code.Replace('_', '-')}";
}
