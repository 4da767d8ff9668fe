namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>One page of Stripe's cursor paging: newest first, <c>starting_after</c> the last id while <c>has_more</c>.</summary>
public sealed record StripeList<T>
{
    public List<T> Data { get; init; } = [];

    public bool HasMore { get; init; }
}

/// <summary>What every Stripe object with an id has; paging and the inbox rely on it.</summary>
public interface IStripeObject
{
    string Id { get; }
}
