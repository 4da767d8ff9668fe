using System.Text.Json;
using System.Text.Json.Serialization;

namespace BillingPortal.Core.StripeApi;

/// <summary>How Stripe writes JSON: snake_case, Unix seconds for instants, open enums as text.</summary>
public static class StripeJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.Converters.Add(new UnixTimeConverter());
        options.Converters.Add(new CurrencyJsonConverter());
        options.Converters.Add(new ExpandableConverterFactory());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
