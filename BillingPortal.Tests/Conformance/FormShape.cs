using System.Globalization;
using System.Text.Json;

namespace BillingPortal.Tests.Conformance;

/// <summary>Checks form or query parameters against what Stripe's description says an operation takes: names, nesting, types, listed values.</summary>
public sealed class FormShape(OpenApiSchema schemas)
{
    /// <param name="pairs">Names as on the wire, brackets included.</param>
    public IReadOnlyList<string> Violations(JsonElement operation, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var root = new Node();
        foreach (var (name, value) in pairs)
            root.Add(name.Replace("]", "", StringComparison.Ordinal).Split('['), value);
        var (known, required) = Parameters(operation);
        var found = new List<string>();
        foreach (var (name, node) in root.Children)
        {
            if (known.TryGetValue(name, out var schema))
                Check(node, schema, name, found);
            else
                found.Add($"{name}: unknown parameter");
        }

        found.AddRange(required.Where(name => !root.Children.ContainsKey(name)).Select(name => $"{name}: missing"));
        return found;
    }

    private static (Dictionary<string, JsonElement> Known, List<string> Required) Parameters(JsonElement operation)
    {
        var known = new Dictionary<string, JsonElement>();
        var required = new List<string>();
        if (operation.TryGetProperty("parameters", out var list))
        {
            foreach (var parameter in list.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query"))
            {
                known[parameter.GetProperty("name").GetString()!] = parameter.GetProperty("schema");
                if (parameter.GetProperty("required").GetBoolean())
                    required.Add(parameter.GetProperty("name").GetString()!);
            }
        }

        if (operation.TryGetProperty("requestBody", out var body))
        {
            var schema = body.GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema");
            foreach (var property in schema.GetProperty("properties").EnumerateObject())
                known[property.Name] = property.Value;
            if (schema.TryGetProperty("required", out var names))
                required.AddRange(names.EnumerateArray().Select(name => name.GetString()!));
        }

        return (known, required);
    }

    private void Check(Node node, JsonElement reference, string at, List<string> found)
    {
        var schema = schemas.Resolve(reference);
        if (schema.TryGetProperty("anyOf", out var branches))
        {
            var results = branches.EnumerateArray().Select(branch =>
            {
                var violations = new List<string>();
                Check(node, branch, at, violations);
                return violations;
            }).ToList();
            if (results.TrueForAll(violations => violations.Count > 0))
                found.AddRange(results.MinBy(violations => violations.Count)!);
            return;
        }

        var type = schema.TryGetProperty("type", out var declared) ? declared.GetString()! : "string";
        if (type is "object")
            CheckHash(node, schema, at, found);
        else if (type is "array")
            CheckList(node, schema, at, found);
        else if (node.Value is null || node.Children.Count > 0)
            found.Add($"{at}: expected {type}, found a hash or list");
        else
            CheckText(node.Value, type, schema, at, found);
    }

    private void CheckHash(Node node, JsonElement schema, string at, List<string> found)
    {
        if (node.Value is not null)
            found.Add($"{at}: expected a hash, found '{node.Value}'");
        foreach (var (name, child) in node.Children)
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var known))
                Check(child, known, $"{at}[{name}]", found);
            else if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.Object)
                Check(child, more, $"{at}[{name}]", found);
            else
                found.Add($"{at}[{name}]: unknown parameter");
        }

        if (schema.TryGetProperty("required", out var required))
            found.AddRange(required.EnumerateArray().Where(name => !node.Children.ContainsKey(name.GetString()!)).Select(name => $"{at}[{name}]: missing"));
    }

    private void CheckList(Node node, JsonElement schema, string at, List<string> found)
    {
        if (node.Value is not null)
            found.Add($"{at}: expected a list, found '{node.Value}'");
        var index = 0;
        foreach (var (name, child) in node.Children)
        {
            if (name.Length > 0 && name != index.ToString(CultureInfo.InvariantCulture))
                found.Add($"{at}: index '{name}' is out of order");
            Check(child, schema.GetProperty("items"), $"{at}[{index++}]", found);
        }
    }

    private static void CheckText(string value, string type, JsonElement schema, string at, List<string> found)
    {
        var fits = type switch
        {
            "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "boolean" => value is "true" or "false",
            _ => true,
        };
        if (!fits)
            found.Add($"{at}: '{value}' is no {type}");
        if (schema.TryGetProperty("enum", out var allowed) && !schema.TryGetProperty("x-stripeBypassValidation", out _)
            && !allowed.EnumerateArray().Any(one => one.GetString() == value))
            found.Add($"{at}: '{value}' is not one of the listed values");
    }

    private sealed class Node
    {
        public string? Value { get; private set; }

        public Dictionary<string, Node> Children { get; } = [];

        public void Add(ReadOnlySpan<string> path, string value)
        {
            if (path.Length == 0)
            {
                Value = value;
                return;
            }

            if (!Children.TryGetValue(path[0], out var child))
                Children[path[0]] = child = new Node();
            child.Add(path[1..], value);
        }
    }
}
