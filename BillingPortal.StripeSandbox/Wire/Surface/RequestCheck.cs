using System.Globalization;

namespace BillingPortal.StripeSandbox.Wire.Surface;

/// <summary>
/// Compares a request with what Stripe describes before any handler sees it: first names, then types and listed values, then what is missing.
/// One refusal at a time, in Stripe's words, naming the parameter as it was sent.
/// </summary>
internal sealed class RequestCheck
{
    private const int LongestList = 20;

    /// <summary>A parameter in a query cannot mean "clear this", so it is never empty.</summary>
    private readonly bool inQuery;
    private readonly bool lenient;
    private readonly List<(string Path, string Name, HashShape Among)> unknown = [];

    private RequestCheck(bool inQuery, bool lenient)
    {
        this.inQuery = inQuery;
        this.lenient = lenient;
    }

    /// <param name="request">The parsed parameters.</param>
    /// <param name="shape">What the operation takes.</param>
    /// <param name="inQuery">A reading or deleting request.</param>
    /// <param name="lenient">Drops unknown parameters instead of refusing them: callers without a version speak an older one.</param>
    public static void Run(FormNode request, HashShape shape, bool inQuery, bool lenient)
    {
        var check = new RequestCheck(inQuery, lenient);
        check.FindUnknown(request, shape, "");
        check.RefuseUnknown();
        check.Hash(request, shape, "");
    }

    private void FindUnknown(FormNode node, HashShape shape, string path)
    {
        foreach (var (name, child) in node.Children.ToList())
        {
            var full = Within(path, name);
            if (shape.Fields.TryGetValue(name, out var field))
            {
                FindUnknown(child, field.Slot, full);
            }
            else if (lenient)
            {
                if (!shape.Older.Contains(name))
                {
                    node.Remove(name);
                }
            }
            else
            {
                unknown.Add((path, name, shape));
            }
        }
    }

    private void FindUnknown(FormNode node, Slot slot, string path)
    {
        foreach (var shape in slot.Shapes)
        {
            if (shape is HashShape hash && !IsArray(node))
            {
                FindUnknown(node, hash, path);
            }
            else if (shape is ListShape or MapShape)
            {
                var element = shape is ListShape list ? list.Element : ((MapShape)shape).Value;
                foreach (var (name, child) in node.Children)
                {
                    FindUnknown(child, element, Within(path, name));
                }
            }
        }
    }

    private void RefuseUnknown()
    {
        if (unknown.Count == 0)
        {
            return;
        }

        var (path, name, among) = unknown[0];
        var full = Within(path, name);
        throw StripeError.Invalid(
            unknown.Count > 1 ? $"Received unknown parameters: {string.Join(", ", unknown.Take(LongestList).Select(one => Within(one.Path, one.Name)))}"
            : Spelling.Nearest(name, among.Fields.Keys) is { } meant ? $"Received unknown parameter: {full}. Did you mean {Within(path, meant)}?"
            : $"Received unknown parameter: {full}",
            full, "parameter_unknown");
    }

    private void Hash(FormNode node, HashShape shape, string path)
    {
        foreach (var (name, child) in node.Children)
        {
            if (shape.Fields.TryGetValue(name, out var field))
            {
                Value(child, field.Slot, Within(path, name), field.Required);
            }
        }

        if (shape.Fields.Values.FirstOrDefault(field => field.Required && node.Find(field.Name) is null) is { } missing)
        {
            throw StripeError.MissingParameter(Within(path, missing.Name));
        }
    }

    private void Value(FormNode node, Slot slot, string path, bool required = false)
    {
        if (node is { IsText: true, Text: "" })
        {
            Empty(slot, path, required);
        }
        else if (node.IsText)
        {
            Plain.Check(node.Text!, slot, path);
        }
        else if (slot.Shapes.FirstOrDefault(shape => shape is HashShape or ListShape or MapShape) is { } nested)
        {
            Nested(node, nested, path);
        }
        else
        {
            throw Plain.NotPlain(node, slot, path);
        }
    }

    private void Nested(FormNode node, Shape shape, string path)
    {
        switch (shape)
        {
            case HashShape hash when !IsArray(node):
                Hash(node, hash, path);
                break;
            case MapShape map:
                Elements(node, map.Value, path);
                break;
            case ListShape list when IsArray(node):
                Elements(node, list.Element, path);
                break;
            default:
                throw StripeError.Invalid(shape is ListShape ? "Invalid array" : "Invalid object", path);
        }
    }

    private void Elements(FormNode node, Slot element, string path)
    {
        foreach (var (name, child) in node.Children)
        {
            // "" takes a key out of a map, so that is a value of its own there.
            if (child is not { IsText: true, Text: "" })
            {
                Value(child, element, Within(path, name));
            }
        }
    }

    private void Empty(Slot slot, string path, bool required)
    {
        // An empty array is sent as "", and which plain strings may be emptied is not described.
        var fits = slot.Clears || slot.Shapes.Any(shape => shape is ListShape || (shape is PlainShape { Type: "string" or "decimal" } && !inQuery && !required));
        if (!fits)
        {
            throw StripeError.Invalid(
                $"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a parameter; however '{path}' cannot be unset. "
                + $"You should remove '{path}' from your request or supply a non-empty value.", path, "parameter_invalid_empty");
        }
    }

    private static bool IsArray(FormNode node) =>
        node.Children.Any() && node.Children.All(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static string Within(string path, string name) => path.Length == 0 ? name : $"{path}[{name}]";
}
