using System.Diagnostics.CodeAnalysis;

namespace BillingPortal.Core.Primitives;

/// <summary>What an operation came to: a value, or an expected refusal. Bugs and outages throw instead.</summary>
public readonly struct Outcome<T>
{
    private Outcome(T? value, BillingError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public BillingError? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(BillingError error) => new(default, error);

    public TResult Match<TResult>(Func<T, TResult> done, Func<BillingError, TResult> refused) =>
        Error is null ? done(Value!) : refused(Error);
}
