namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>A range of instants in a list request; Stripe compares whole seconds.</summary>
public sealed record InstantRange
{
    public DateTimeOffset? Gt { get; init; }

    public DateTimeOffset? Gte { get; init; }

    public DateTimeOffset? Lt { get; init; }

    public DateTimeOffset? Lte { get; init; }
}

/// <summary>The one parameter that every read has: which ids come back as whole objects, such as <c>latest_invoice</c>.</summary>
internal static class Expansion
{
    /// <returns>Null for none: an empty list would be sent as a parameter without a value.</returns>
    public static object? Of(IReadOnlyList<string> fields) => fields.Count == 0 ? null : new { Expand = fields };
}
