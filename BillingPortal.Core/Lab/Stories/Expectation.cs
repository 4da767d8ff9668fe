namespace BillingPortal.Core.Lab.Stories;

/// <summary>One thing that must be seen after a step.</summary>
/// <param name="Words">What is expected, as a sentence without a period.</param>
/// <param name="Difference">Null when it holds; otherwise what is seen instead, in plain words.</param>
public sealed record Expectation(string Words, Func<Sight, string?> Difference);
