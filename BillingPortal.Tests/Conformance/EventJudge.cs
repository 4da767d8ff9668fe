using System.Text.Json;
using System.Text.Json.Nodes;

namespace BillingPortal.Tests.Conformance;

/// <summary>
/// Judges an account's events in the order of their making: the event, the object inside, and what it says of before. The object as it must have
/// been before is put together again; it has to fit Stripe's description too, and agree with what the last event showed of the same object.
/// </summary>
public sealed class EventJudge(StripeDescription description)
{
    /// <summary>What the description has no schema for.</summary>
    private static readonly HashSet<string> Undescribed = ["radar.early_fraud_warning"];

    private readonly Dictionary<string, (JsonObject? Before, JsonObject Now)> lastSeen = [];

    public IEnumerable<string> Violations(IEnumerable<JsonElement> oldestFirst) =>
        oldestFirst.SelectMany(made => Violations(made).Select(text => $"{made.GetProperty("type").GetString()}: {text}"));

    private List<string> Violations(JsonElement made)
    {
        var data = made.GetProperty("data");
        var shown = data.GetProperty("object");
        var found = description.ViolationsOfObject(made).Concat(Misfits(shown)).ToList();
        var type = made.GetProperty("type").GetString()!;
        var updates = type.EndsWith(".updated", StringComparison.Ordinal) || type == "charge.refunded"; // the one that Stripe sends besides its own rule
        if (data.TryGetProperty("previous_attributes", out var previous) != updates)
            found.Add(updates ? "previous_attributes: missing" : "previous_attributes: only *.updated tells what was before");
        else if (updates)
            found.AddRange(Before((JsonObject)JsonNode.Parse(shown.GetRawText())!, (JsonObject)JsonNode.Parse(previous.GetRawText())!));
        if (shown.TryGetProperty("id", out var id))
            Remember(id.GetString()!, (JsonObject)JsonNode.Parse(shown.GetRawText())!);
        return found;
    }

    private IReadOnlyList<string> Misfits(JsonElement shown) =>
        Undescribed.Contains(shown.GetProperty("object").GetString()!) ? [] : description.ViolationsOfObject(shown);

    /// <summary>One change may be told by several events, as a refund's by two; what was before is then the same for each.</summary>
    private void Remember(string id, JsonObject now)
    {
        var before = lastSeen.TryGetValue(id, out var last) ? JsonNode.DeepEquals(last.Now, now) ? last.Before : last.Now : null;
        lastSeen[id] = (before, now);
    }

    private List<string> Before(JsonObject now, JsonObject previous)
    {
        var found = new List<string>();
        if (previous.Count == 0)
            found.Add("previous_attributes: empty");
        var known = now["id"]?.GetValue<string>() is { } id && lastSeen.TryGetValue(id, out var last)
            ? JsonNode.DeepEquals(last.Now, now) ? last.Before : last.Now : null;
        var before = (JsonObject)now.DeepClone();
        Restore(before, previous, "previous_attributes", found, known);
        found.AddRange(Misfits(JsonSerializer.SerializeToElement(before)).Select(text => $"as it was before: {text}"));
        if (known is not null)
        {
            Agree(known, previous, "previous_attributes", found);
            found.AddRange(before.Where(pair => !previous.ContainsKey(pair.Key) && !JsonNode.DeepEquals(pair.Value, known[pair.Key]))
                .Select(pair => $"previous_attributes: leaves out {pair.Key}, which was {Text(known[pair.Key])}, is {Text(pair.Value)}"));
        }

        return found;
    }

    /// <summary>Puts the old values back; arrays come whole, hashes key by key, and a key that was not there before was null.</summary>
    private static void Restore(JsonObject target, JsonObject previous, string at, List<string> found, JsonObject? known)
    {
        foreach (var (name, old) in previous)
        {
            var here = $"{at}.{name}";
            var present = target.TryGetPropertyValue(name, out var now);
            if (present && JsonNode.DeepEquals(now, old))
                found.Add($"{here}: has not changed");
            if (old is JsonObject inner && now is JsonObject hash)
                Restore(hash, inner, here, found, known?[name] as JsonObject);
            else if (old is null && !present)
                found.Add($"{here}: neither before nor now");
            else if ((old is JsonArray && now is JsonObject) || (old is JsonObject && now is JsonArray))
                found.Add($"{here}: arrays are told whole");
            else if (old is null && (at.EndsWith(".metadata", StringComparison.Ordinal) || known?.ContainsKey(name) == false))
                target.Remove(name);
            else
                target[name] = old?.DeepClone();
        }
    }

    private static void Agree(JsonObject last, JsonObject previous, string at, List<string> found)
    {
        foreach (var (name, old) in previous)
        {
            last.TryGetPropertyValue(name, out var known);
            if (old is JsonObject inner && known is JsonObject hash)
                Agree(hash, inner, $"{at}.{name}", found);
            else if (!JsonNode.DeepEquals(old, known))
                found.Add($"{at}.{name}: says {Text(old)}, the event before showed {Text(known)}");
        }
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() is { } text ? text.Length > 60 ? text[..60] + "…" : text : "null";
}
