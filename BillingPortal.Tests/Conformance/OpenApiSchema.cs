using System.Text.Json;

namespace BillingPortal.Tests.Conformance;

/// <summary>Checks JSON against a schema of Stripe's description (OpenAPI 3.0, the keywords it uses) and says what is wrong and where.</summary>
/// <remarks>Stricter than the standard in one point: a key that the schema does not list is a violation, because Stripe would not send it.</remarks>
public sealed class OpenApiSchema(JsonElement document)
{
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    public IReadOnlyList<string> Violations(JsonElement value, JsonElement schema, string at = "$")
    {
        var found = new List<string>();
        Check(value, schema, at, found);
        return found;
    }

    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()!.Split('/')[1..].Aggregate(document, (node, name) => node.GetProperty(name));
        return schema;
    }

    private void Check(JsonElement value, JsonElement reference, string at, List<string> found)
    {
        var schema = Resolve(reference);
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!Flag(schema, "nullable") && !AnyBranchTakesNull(schema))
                found.Add($"{at}: null is not allowed");
        }
        else if (schema.TryGetProperty("anyOf", out var branches))
        {
            CheckBranches(value, [.. branches.EnumerateArray()], at, found);
        }
        else
        {
            CheckType(value, schema, at, found);
        }
    }

    private bool AnyBranchTakesNull(JsonElement schema) =>
        schema.TryGetProperty("anyOf", out var branches) && branches.EnumerateArray().Any(branch => Violations(Null, branch).Count == 0);

    private void CheckBranches(JsonElement value, IReadOnlyList<JsonElement> branches, string at, List<string> found)
    {
        IReadOnlyList<string>? nearest = null;
        foreach (var branch in branches)
        {
            var violations = Violations(value, branch, at);
            if (violations.Count == 0)
                return;
            if (nearest is null || Better(value, branch, violations, nearest))
                nearest = violations;
        }

        found.AddRange(nearest ?? [$"{at}: no branch fits"]);
    }

    /// <summary>The branch whose <c>object</c> is the value's own is the one to complain about.</summary>
    private bool Better(JsonElement value, JsonElement branch, IReadOnlyList<string> violations, IReadOnlyList<string> nearest) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("object", out var name) && Names(branch).Contains(name.GetString())
            ? violations.Count < nearest.Count || nearest.Any(text => text.Contains(".object:", StringComparison.Ordinal) || text.Contains("expected", StringComparison.Ordinal))
            : violations.Count < nearest.Count && value.ValueKind != JsonValueKind.Object;

    private IEnumerable<string?> Names(JsonElement branch) =>
        Resolve(branch).TryGetProperty("properties", out var properties) && properties.TryGetProperty("object", out var name) && name.TryGetProperty("enum", out var values)
            ? values.EnumerateArray().Select(text => text.GetString())
            : [];

    private void CheckType(JsonElement value, JsonElement schema, string at, List<string> found)
    {
        var type = schema.TryGetProperty("type", out var declared) ? declared.GetString() : null;
        if (type is not null && !Fits(value, type))
        {
            found.Add($"{at}: expected {type}, found {value.ValueKind}");
            return;
        }

        if (schema.TryGetProperty("enum", out var allowed) && !Flag(schema, "x-stripeBypassValidation")
            && !allowed.EnumerateArray().Any(one => one.GetRawText() == value.GetRawText() || (one.ValueKind == JsonValueKind.String && value.ValueKind == JsonValueKind.String && one.GetString() == value.GetString())))
            found.Add($"{at}: {value.GetRawText()} is not one of the listed values");
        if (schema.TryGetProperty("maxLength", out var longest) && value.ValueKind == JsonValueKind.String && value.GetString()!.Length > longest.GetInt32())
            found.Add($"{at}: longer than {longest}");
        if (value.ValueKind == JsonValueKind.Object)
            CheckObject(value, schema, at, found);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            CheckItems(value, items, at, found);
    }

    private void CheckItems(JsonElement value, JsonElement items, string at, List<string> found)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
            Check(item, items, $"{at}[{index++}]", found);
    }

    private void CheckObject(JsonElement value, JsonElement schema, string at, List<string> found)
    {
        if (schema.TryGetProperty("required", out var required))
            found.AddRange(required.EnumerateArray().Where(key => !value.TryGetProperty(key.GetString()!, out _)).Select(key => $"{at}.{key.GetString()}: missing"));
        var hasProperties = schema.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any();
        var hasMore = schema.TryGetProperty("additionalProperties", out var more);
        foreach (var member in value.EnumerateObject())
        {
            if (hasProperties && properties.TryGetProperty(member.Name, out var known))
                Check(member.Value, known, $"{at}.{member.Name}", found);
            else if (hasMore && more.ValueKind == JsonValueKind.Object)
                Check(member.Value, more, $"{at}.{member.Name}", found);
            else if (hasProperties || hasMore)
                found.Add($"{at}.{member.Name}: unknown key");
        }
    }

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new InvalidOperationException($"The description uses an unknown type '{type}'."),
    };

    private static bool Flag(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
