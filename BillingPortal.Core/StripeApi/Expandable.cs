using System.Text.Json;
using System.Text.Json.Serialization;

namespace BillingPortal.Core.StripeApi;

/// <summary>A field that Stripe sends as an id, or as the whole object when the request asked to <c>expand</c> it.</summary>
public sealed record Expandable<T>(string Id, T? Object)
    where T : class;

internal sealed class ExpandableConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Expandable<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ExpandableConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class ExpandableConverter<T> : JsonConverter<Expandable<T>>
    where T : class
{
    public override Expandable<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new Expandable<T>(reader.GetString()!, null);
        using var document = JsonDocument.ParseValue(ref reader);
        return new Expandable<T>(document.RootElement.GetProperty("id").GetString()!, document.RootElement.Deserialize<T>(options));
    }

    public override void Write(Utf8JsonWriter writer, Expandable<T> value, JsonSerializerOptions options)
    {
        if (value.Object is null)
            writer.WriteStringValue(value.Id);
        else
            JsonSerializer.Serialize(writer, value.Object, options);
    }
}
