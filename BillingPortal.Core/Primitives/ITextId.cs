namespace BillingPortal.Core.Primitives;

/// <summary>An id that is text with a meaning: one type per kind, so that a customer's id can never be passed where an invoice's is due.</summary>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}
