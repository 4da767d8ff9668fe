using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>One thing that must be seen after a step.</summary>
/// <param name="Words">What is expected, as a sentence without a period.</param>
/// <param name="Difference">Null when it holds; otherwise what is seen instead, in plain words.</param>
public sealed record Expectation(string Words, Func<Sight, string?> Difference)
{
    /// <summary>What of the sentence depends on the plans, such as an amount.</summary>
    public Func<Cast, Money>? Amount { get; init; }

    public string In(Cast cast) => cast.Fill(Words) + (Amount is { } amount ? $": {amount(cast)}" : "");
}
