using System.Globalization;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Endpoints;

/// <summary>Every list of the API has this form.</summary>
public sealed record ApiList<T>(IReadOnlyList<T> Data, bool HasMore);

/// <summary>The page that a caller asked for.</summary>
public sealed record PageQuery(int Limit, string? StartingAfter)
{
    private const int DefaultLimit = 20;
    private const int MaximumLimit = 100;

    /// <summary><c>limit</c> from 1 to 100 and <c>starting_after</c>, as they came in the query.</summary>
    public static Outcome<PageQuery> Read(string? limit, string? startingAfter)
    {
        if (string.IsNullOrEmpty(limit))
            return new PageQuery(DefaultLimit, Text(startingAfter));
        return int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaximumLimit
            ? new PageQuery(number, Text(startingAfter))
            : BillingError.Invalid("limit", $"limit must be a whole number from 1 to {MaximumLimit}.");
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
