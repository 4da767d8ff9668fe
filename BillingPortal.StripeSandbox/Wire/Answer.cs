using System.Text.Json;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>What goes back over the wire, and what an idempotency key keeps: a status and a body.</summary>
internal sealed record Answer(int Status, string Body, bool Replayed = false)
{
    private static readonly JsonSerializerOptions Indented = new(Json.Wire) { WriteIndented = true };

    /// <summary>What Stripe tells SDKs about trying again, which overrules their own judgement; null leaves it to them.</summary>
    public string? ShouldRetry => Status switch
    {
        409 => "true",
        402 or 500 => "false",
        _ => null,
    };

    public static Answer Of(Account account, object result, IReadOnlyList<string> expand) =>
        new(200, Expansion.Render(account, result, expand).ToJsonString(Indented));

    public static Answer Of(StripeError error) => new(error.Status, JsonSerializer.Serialize(new { error = FieldsOf(error.Body) }, Indented));

    /// <summary>A handler broke: nothing of its work is kept, and the message says that the fault is the sandbox's, not the caller's.</summary>
    public static Answer Outage(Exception fault) => Of(new StripeError(500, new ErrorBody
    {
        Type = "api_error",
        Message = $"The sandbox failed at this request; that is a mistake in the sandbox. {fault.GetType().Name}: {fault.Message}",
    }));

    /// <summary>Objects inside of an error keep their nulls; only the error's own absent fields are left out.</summary>
    private static Dictionary<string, object?> FieldsOf(ErrorBody body)
    {
        var fields = new Dictionary<string, object?>();
        foreach (var property in typeof(ErrorBody).GetProperties())
        {
            if (property.GetValue(body) is { } value)
            {
                fields[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] =
                    value is StripeObject row ? JsonSerializer.SerializeToNode(row, row.GetType(), Json.Wire) : value;
            }
        }

        return fields;
    }
}
