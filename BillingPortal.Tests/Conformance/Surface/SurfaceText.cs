using System.Text;
using System.Text.Json;

namespace BillingPortal.Tests.Conformance.Surface;

/// <summary>
/// Boils the description's request parameters down to the indented table that the sandbox carries: names, types, listed values, what is required
/// and what "" may clear. Hashes and long lists of values that occur more than once are written once, in front.
/// </summary>
internal sealed class SurfaceText
{
    private const string Indent = "  ";
    private const int Width = 150;

    private enum Pass
    {
        Plain,
        Counting,
        Naming,
    }

    private readonly Dictionary<string, int> uses = [];
    private readonly Dictionary<string, string> names = [];
    private readonly HashSet<string> taken = [];
    private readonly StringBuilder shared = new();

    private SurfaceText()
    {
    }

    public static string Of(JsonElement description)
    {
        var text = new SurfaceText();
        var operations = Operations(description).ToList();
        foreach (var (_, parameters) in operations)
            text.Fields(parameters, "", Pass.Counting);
        var body = new StringBuilder();
        foreach (var (name, parameters) in operations)
            body.Append('\n').Append(name).Append('\n').Append(text.Fields(parameters, Indent, Pass.Naming));
        return Heading + text.shared + body;
    }

    private const string Heading = """
        # What Stripe's operations take, made from its description by RequestSurfaceTests (BILLINGPORTAL_WRITE_SURFACE=1 writes it anew; do not edit).
        # NAME[!] [""] TYPE [| TYPE]: ! is required, "" may be sent to clear. TYPE is string, integer, number, boolean, time, decimal, one VALUES,
        # list TYPE, map TYPE or hash; a hash's fields follow indented, or it names a shape; "one @NAME" names values.

        """;

    private static IEnumerable<(string Name, List<(string Name, bool Required, JsonElement Schema)> Parameters)> Operations(JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject().OrderBy(path => path.Name, StringComparer.Ordinal)
        from operation in path.Value.EnumerateObject().OrderBy(operation => operation.Name, StringComparer.Ordinal)
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", Parameters(operation.Value));

    private static List<(string Name, bool Required, JsonElement Schema)> Parameters(JsonElement operation)
    {
        var found = operation.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query")
            .Select(parameter => (parameter.GetProperty("name").GetString()!, parameter.GetProperty("required").GetBoolean(), parameter.GetProperty("schema"))).ToList();
        if (operation.TryGetProperty("requestBody", out var body))
            found.AddRange(FieldsOf(body.GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema")));
        return found;
    }

    private static List<(string Name, bool Required, JsonElement Schema)> FieldsOf(JsonElement hash)
    {
        var required = hash.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        return [.. hash.GetProperty("properties").EnumerateObject().Select(field => (field.Name, required.Contains(field.Name), field.Value))];
    }

    private string Fields(IReadOnlyList<(string Name, bool Required, JsonElement Schema)> fields, string margin, Pass pass)
    {
        var text = new StringBuilder();
        foreach (var (name, required, schema) in fields.OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            var (type, children) = Type(schema, margin + Indent, pass);
            text.Append(margin).Append(name).Append(required ? "! " : " ").Append(type).Append('\n').Append(children);
        }

        return text.ToString();
    }

    /// <summary>The type on its field's line, and the fields of a hash inside of it below.</summary>
    private (string Type, string Children) Type(JsonElement schema, string margin, Pass pass)
    {
        if (schema.TryGetProperty("anyOf", out var branches))
            return AnyOf(branches, margin, pass);
        var type = schema.GetProperty("type").GetString();
        if (schema.TryGetProperty("enum", out var values))
            return (Choice([.. values.EnumerateArray().Select(value => value.GetString()!)], pass), "");
        if (type == "array")
            return Within("list ", schema.GetProperty("items"), margin, pass);
        if (type == "object")
            return schema.TryGetProperty("properties", out _) ? Hash(schema, margin, pass) : Within("map ", schema.GetProperty("additionalProperties"), margin, pass);
        return (schema.TryGetProperty("format", out var format) ? format.GetString() switch { "unix-time" => "time", "decimal" => "decimal", _ => type! } : type!, "");
    }

    private (string Type, string Children) AnyOf(JsonElement branches, string margin, Pass pass)
    {
        var clears = "";
        var types = new List<string>();
        var children = "";
        foreach (var branch in branches.EnumerateArray())
        {
            var (type, below) = Type(branch, margin, pass);
            if (type.StartsWith("\"\" ", StringComparison.Ordinal) || type == "one ")
                clears = "\"\" ";
            type = type.Replace("\"\" ", "", StringComparison.Ordinal);
            if (type != "one ")
                types.Add(type);
            children += below;
        }

        return (clears + string.Join(" | ", types), children);
    }

    private (string Type, string Children) Within(string word, JsonElement schema, string margin, Pass pass)
    {
        var (type, children) = Type(schema, margin, pass);
        return (word + type, children);
    }

    private (string Type, string Children) Hash(JsonElement schema, string margin, Pass pass)
    {
        var fields = FieldsOf(schema);
        if (pass == Pass.Plain)
            return ("hash", Fields(fields, margin, pass));
        var key = "hash\n" + Fields(fields, "", Pass.Plain);
        if (pass == Pass.Counting)
            return ("hash", Count(key) ? Fields(fields, margin, pass) : "");
        if (fields.Count < 2 || uses[key] == 1)
            return ("hash", Fields(fields, margin, pass));
        if (!names.TryGetValue(key, out var name))
        {
            var inside = Fields(fields, Indent, pass);
            names[key] = name = Unused(schema.GetProperty("title").GetString()!);
            shared.Append("\nhash ").Append(name).Append('\n').Append(inside);
        }

        return ($"hash {name}", "");
    }

    private string Choice(IReadOnlyList<string> values, Pass pass)
    {
        if (values is [""])
            return "one ";
        var key = string.Join(' ', values.OrderBy(value => value, StringComparer.Ordinal));
        if (pass == Pass.Counting)
            Count(key);
        if (pass != Pass.Naming || key.Length < 60 || uses[key] == 1)
            return $"one {key}";
        if (!names.TryGetValue(key, out var name))
        {
            names[key] = name = Unused("values");
            shared.Append("\nvalues ").Append(name).Append('\n').Append(Wrapped(key.Split(' ')));
        }

        return $"one @{name}";
    }

    /// <summary>True for the first use: what is inside of a hash that is written once is used once.</summary>
    private bool Count(string key)
    {
        uses[key] = uses.GetValueOrDefault(key) + 1;
        return uses[key] == 1;
    }

    private string Unused(string title)
    {
        var name = title;
        for (var number = 2; !taken.Add(name); number++)
            name = $"{title}_{number}";
        return name;
    }

    private static string Wrapped(IEnumerable<string> words)
    {
        var (text, line) = (new StringBuilder(), Indent);
        foreach (var word in words)
        {
            if (line.Length + word.Length > Width)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = Indent;
            }

            line += word + " ";
        }

        return text.Append(line.TrimEnd()).Append('\n').ToString();
    }
}
