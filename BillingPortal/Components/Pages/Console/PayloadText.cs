using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BillingPortal.Components.Pages.Console;

/// <summary>An event's payload for reading: indented, and without the secrets that would let a reader confirm a payment.</summary>
public static class PayloadText
{
    private const string Hidden = "[hidden]";

    /// <summary>Razor escapes the text, so the relaxed JSON escaping is safe.</summary>
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string payload)
    {
        try
        {
            var root = JsonNode.Parse(payload);
            Hide(root);
            return root?.ToJsonString(Indented) ?? payload;
        }
        catch (JsonException)
        {
            return payload; // no JSON: shown as it came
        }
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Hide(item);
        }
        else if (node is JsonObject fields)
        {
            foreach (var name in fields.Select(field => field.Key).ToList())
            {
                if (name.EndsWith("secret", StringComparison.Ordinal) && fields[name] is JsonValue)
                    fields[name] = Hidden;
                else
                    Hide(fields[name]);
            }
        }
    }
}
