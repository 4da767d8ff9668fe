using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>What the public sees of an answer: intents show the fields that Stripe marks as retrievable with a publishable key, wherever they stand in it.</summary>
internal static class PublicView
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, HashSet<string>> Shown = new()
    {
        ["payment_intent"] =
        [
            "id", "object", "amount", "amount_details", "automatic_payment_methods", "canceled_at", "cancellation_reason", "capture_method", "client_secret",
            "confirmation_method", "created", "currency", "description", "last_payment_error", "livemode", "next_action", "payment_method",
            "payment_method_configuration_details", "payment_method_types", "processing", "receipt_email", "setup_future_usage", "shipping", "source", "status",
        ],
        ["setup_intent"] =
        [
            "id", "object", "automatic_payment_methods", "cancellation_reason", "client_secret", "created", "description", "last_setup_error", "livemode",
            "next_action", "payment_method", "payment_method_configuration_details", "payment_method_types", "status", "usage",
        ],
    };

    public static string Of(string answer)
    {
        var node = JsonNode.Parse(answer)!;
        Reduce(node);
        return node.ToJsonString(Indented);
    }

    private static void Reduce(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var element in array)
            {
                Reduce(element);
            }
        }
        else if (node is JsonObject owner)
        {
            if (owner["object"] is JsonValue kind && kind.TryGetValue<string>(out var name) && Shown.TryGetValue(name, out var shown))
            {
                foreach (var (hidden, _) in owner.Where(field => !shown.Contains(field.Key)).ToList())
                {
                    owner.Remove(hidden);
                }
            }

            foreach (var (_, value) in owner)
            {
                Reduce(value);
            }
        }
    }
}
