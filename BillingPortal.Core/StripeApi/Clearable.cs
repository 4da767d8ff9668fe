namespace BillingPortal.Core.StripeApi;

/// <summary>Says "remove this value" in a parameter record; left out (null) says "leave it as it is".</summary>
public sealed class Clear
{
    private Clear()
    {
    }

    public static Clear Value { get; } = new();
}

/// <summary>A parameter that can be set, cleared, or (as null) left alone. Texts need none: there the empty string clears.</summary>
public readonly record struct Clearable<T> : IClearable
{
    private readonly T? value;
    private readonly bool hasValue;

    private Clearable(T value) => (this.value, hasValue) = (value, true);

    object IClearable.Content => hasValue ? value! : Clear.Value;

    public static implicit operator Clearable<T>(T value) => new(value);

    public static implicit operator Clearable<T>(Clear clear) => default;
}

internal interface IClearable
{
    object Content { get; }
}
