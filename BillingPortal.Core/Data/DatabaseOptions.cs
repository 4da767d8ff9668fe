using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Data;

/// <summary>Which database the portal keeps its books in.</summary>
public sealed class DatabaseOptions : IPortalOptions
{
    /// <summary><c>postgres://user:password@host:port/database</c>, or the path of a SQLite file.</summary>
    public string Url { get; set; } = ".data/billing.db";

    public IEnumerable<string> Problems() =>
        DatabaseTarget.TryParse(Url, out _, out var problem) ? [] : [$"DATABASE_URL {problem}"];
}
