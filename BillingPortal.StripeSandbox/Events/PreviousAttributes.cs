using System.Text.Json;
using System.Text.Json.Nodes;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>What an *.updated event says about before: changed keys only, hashes key by key, arrays always whole.</summary>
internal static class PreviousAttributes
{
    public static JsonElement? Between(JsonElement before, JsonElement after) =>
        Difference(before, after) is { } difference ? JsonSerializer.SerializeToElement(difference) : null;

    private static JsonObject? Difference(JsonElement before, JsonElement after)
    {
        JsonObject? changed = null;
        foreach (var name in before.EnumerateObject().Concat(after.EnumerateObject()).Select(property => property.Name).Distinct())
        {
            var had = before.TryGetProperty(name, out var old);
            var has = after.TryGetProperty(name, out var now);
            if (had && has && JsonElement.DeepEquals(old, now))
            {
                continue;
            }

            changed ??= [];
            changed[name] = had && has && old.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object
                ? Difference(old, now)
                : had ? JsonNode.Parse(old.GetRawText()) : null;
        }

        return changed;
    }
}
