using System.Net;
using System.Text.Json;

namespace BillingPortal.Core.StripeApi;

/// <summary>Maps an answer that is not a success to <see cref="StripeException"/>, once, by the rules of Stripe's own SDKs.</summary>
internal static class StripeErrors
{
    public static StripeException Read(HttpStatusCode status, string? requestId, ReadOnlySpan<byte> body, string secretKey)
    {
        var error = ErrorObject(body);
        var code = Field(error, "code");
        var message = Field(error, "message") ?? (error is null
            ? $"Stripe answered {(int)status} with something that is not JSON."
            : $"Stripe answered {(int)status} without a message.");
        return new StripeException(Failure((int)status, Field(error, "type"), code), Redact(message, secretKey))
        {
            Status = (int)status,
            Code = code,
            DeclineCode = Field(error, "decline_code"),
            Param = Field(error, "param"),
            RequestId = requestId,
            PaymentIntentId = Reference(error, "payment_intent"),
            SetupIntentId = Reference(error, "setup_intent"),
        };
    }

    public static StripeException Unreadable(HttpStatusCode status, string? requestId, Exception? cause) =>
        new(StripeFailure.Api, "Stripe's answer could not be read as the JSON that was expected.", cause) { Status = (int)status, RequestId = requestId };

    public static StripeException Unreachable(Exception cause) =>
        new(StripeFailure.Unreachable, "Stripe was not reached: no answer came.", cause);

    private static StripeFailure Failure(int status, string? type, string? code) => status switch
    {
        _ when type == "idempotency_error" || code == "idempotency_key_in_use" => StripeFailure.Idempotency,
        429 => StripeFailure.RateLimit,
        400 when code == "rate_limit" => StripeFailure.RateLimit,
        400 => StripeFailure.InvalidRequest,
        401 => StripeFailure.Authentication,
        402 => StripeFailure.Card,
        403 => StripeFailure.Permission,
        404 => StripeFailure.NotFound,
        _ => StripeFailure.Api,
    };

    private static JsonElement? ErrorObject(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            return root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error : root;
        }
        catch (JsonException)
        {
            return null; // a proxy's HTML page, for example; the status says all we can know
        }
    }

    private static string? Field(JsonElement? error, string name) =>
        error is { } found && found.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Reference(JsonElement? error, string name) =>
        error is { } found && found.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? Field(value, "id") : Field(error, name);

    // Stripe repeats a refused key with most of it starred out; something in between might not.
    private static string Redact(string message, string secretKey) =>
        secretKey.Length == 0 ? message : message.Replace(secretKey, "(key)", StringComparison.Ordinal);
}
