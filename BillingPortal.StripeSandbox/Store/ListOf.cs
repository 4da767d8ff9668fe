namespace BillingPortal.StripeSandbox.Store;

/// <summary>Stripe's list object, as an answer and inside of other objects.</summary>
internal sealed record ListOf<T>
{
    public string Object => "list";

    public required List<T> Data { get; init; }

    public bool HasMore { get; init; }

    public required string Url { get; init; }
}
