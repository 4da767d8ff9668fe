namespace BillingPortal.Core.Data;

/// <summary>For the few places with SQL of their own: an instant as this database's columns hold it (the converters of the two contexts).</summary>
public static class StoredInstant
{
    private static readonly UtcMicrosecondsConverter Microseconds = new();

    /// <returns>Whole microseconds on SQLite, a UTC instant on PostgreSQL.</returns>
    public static object Stored(this BillingDb db, DateTimeOffset instant) =>
        db is SqliteBillingDb ? Microseconds.ConvertToProvider(instant)! : instant.ToUniversalTime();
}
