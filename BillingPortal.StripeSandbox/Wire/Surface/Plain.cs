using System.Globalization;

namespace BillingPortal.StripeSandbox.Wire.Surface;

/// <summary>Checks values that are no hash and no array, and words their refusals as Stripe does.</summary>
internal static class Plain
{
    /// <summary>Twelve digits, the most that Stripe takes in any currency; times stay within the calendar by it too.</summary>
    private const long Largest = 999_999_999_999;

    public static void Check(string text, Slot slot, string path)
    {
        if (!slot.Shapes.Any(shape => Fits(text, shape)))
        {
            throw Refusal(slot, path, text);
        }
    }

    /// <summary>A hash or array where a plain value is due.</summary>
    public static StripeError NotPlain(FormNode node, Slot slot, string path) => Refusal(slot, path, Shown(node));

    private static bool Fits(string text, Shape shape) => shape switch
    {
        ChoiceShape choice => choice.Values.Contains(text),
        PlainShape { Type: "integer" or "time" } =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value is >= -Largest and <= Largest,
        PlainShape { Type: "number" or "decimal" } =>
            decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= -Largest and <= Largest,
        PlainShape { Type: "boolean" } => text is "true" or "false",
        PlainShape => true,
        _ => false,
    };

    private static StripeError Refusal(Slot slot, string path, string shown)
    {
        var choices = slot.Shapes.OfType<ChoiceShape>().SelectMany(choice => choice.Values).ToList();
        var plain = slot.Shapes.OfType<PlainShape>().FirstOrDefault();
        return (plain?.Type, choices.Count) switch
        {
            (null, 0) => StripeError.Invalid(slot.Shapes.Any(shape => shape is ListShape) ? "Invalid array" : "Invalid object", path),
            (null, _) => StripeError.Invalid($"Invalid {path}: must be {OneOf(choices)}", path),
            ("integer" or "time", 0) => StripeError.Invalid($"Invalid integer: {shown}", path, "parameter_invalid_integer"),
            ("number", 0) => StripeError.Invalid($"Invalid number: {shown}", path),
            (var type, 0) => StripeError.Invalid($"Invalid {type}: {shown}", path),
            ("integer" or "time", _) => StripeError.Invalid($"Invalid {path}: must be an integer or {OneOf(choices)}", path, "parameter_invalid_integer"),
            (var type, _) => StripeError.Invalid($"Invalid {path}: must be a {type} or {OneOf(choices)}", path),
        };
    }

    /// <summary>a · one of a or b · one of a, b, or c.</summary>
    private static string OneOf(List<string> values) => values.Count switch
    {
        1 => values[0],
        2 => $"one of {values[0]} or {values[1]}",
        _ => $"one of {string.Join(", ", values.Take(values.Count - 1))}, or {values[^1]}",
    };

    private static string Shown(FormNode node) =>
        node.IsText ? $"\"{node.Text}\"" : "{" + string.Join(", ", node.Children.Select(child => $"\"{child.Key}\"=>{Shown(child.Value)}")) + "}";
}
