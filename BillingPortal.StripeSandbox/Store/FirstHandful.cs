using System.Text.Json;
using System.Text.Json.Serialization;

namespace BillingPortal.StripeSandbox.Store;

/// <summary>Shows the first ten of a long list inside of an object and says that there are more; the list's URL has them all, page by page.</summary>
internal sealed class FirstHandful<T> : JsonConverter<ListOf<T>>
{
    private const int Handful = 10;

    public override ListOf<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Lists are read from the journal, which holds them whole.");

    public override void Write(Utf8JsonWriter writer, ListOf<T> value, JsonSerializerOptions options)
    {
        // A preview is kept nowhere, so what it does not show could not be asked for.
        var shown = value.Url.Contains("/upcoming_in_", StringComparison.Ordinal) ? value.Data.Count : Handful;
        writer.WriteStartObject();
        writer.WriteString("object", value.Object);
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, value.Data.Take(shown), options);
        writer.WriteBoolean("has_more", value.HasMore || value.Data.Count > shown);
        writer.WriteString("url", value.Url);
        writer.WriteEndObject();
    }
}
