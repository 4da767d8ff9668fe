namespace BillingPortal.StripeSandbox.Wire.Surface;

/// <summary>What one parameter may hold, as the table of request parameters says it.</summary>
internal abstract record Shape;

/// <summary>A plain value: string, integer, number, boolean, time (unix seconds) or decimal.</summary>
internal sealed record PlainShape(string Type) : Shape;

/// <summary>One of the listed values.</summary>
internal sealed record ChoiceShape(IReadOnlyList<string> Values) : Shape;

/// <summary>A hash with known fields.</summary>
internal sealed record HashShape(IReadOnlyDictionary<string, Field> Fields) : Shape
{
    /// <summary>Parameters of older versions that still work for callers who name no version.</summary>
    public IReadOnlyList<string> Older { get; init; } = [];
}

/// <summary>An array.</summary>
internal sealed record ListShape(Slot Element) : Shape;

/// <summary>A hash whose keys the caller chooses.</summary>
internal sealed record MapShape(Slot Value) : Shape;

/// <summary>A place for a value: the shapes that fit, and whether "" may be sent to clear it.</summary>
internal sealed record Slot(bool Clears, IReadOnlyList<Shape> Shapes);

/// <summary>A named place in a hash or at the top of a request.</summary>
internal sealed record Field(string Name, bool Required, Slot Slot);
