using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BillingPortal.Core.Data;

/// <summary>A typed id is stored as its text.</summary>
public sealed class TextIdConverter<TId>() : ValueConverter<TId, string>(id => id.Value, text => Read(text))
    where TId : struct, ITextId<TId>
{
    private static TId Read(string text) => TId.From(text); // expression trees cannot call a static abstract member
}

/// <summary>Finds every typed id, so that a new one needs no registration.</summary>
public static class TextIdConverter
{
    public static IReadOnlyList<Type> IdTypes { get; } =
    [
        .. typeof(ITextId<>).Assembly.GetTypes().Where(type => type.IsValueType
            && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITextId<>))),
    ];
}

/// <summary>A currency is stored as its three letters.</summary>
public sealed class CurrencyConverter() : ValueConverter<Currency, string>(currency => currency.Code, text => Currency.Parse(text));

/// <summary>SQLite cannot order instants as EF Core maps them by default, so they are whole microseconds since 1970 (PostgreSQL's precision).</summary>
public sealed class UtcMicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
    instant => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
    micros => new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero));

/// <summary>PostgreSQL's timestamptz takes UTC only; the offset carries no meaning for us.</summary>
public sealed class UtcInstantConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    instant => instant.ToUniversalTime(), instant => instant.ToUniversalTime());
