namespace BillingPortal.E2E.Portals;

public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>How one portal of a test is started.</summary>
/// <param name="Name">Names the log file.</param>
/// <param name="DatabaseUrl">Null takes a SQLite file in the portal's own folder.</param>
public sealed record PortalSettings(string Name, string? DatabaseUrl)
{
    /// <summary>What the build made, or what was published.</summary>
    public string Assembly { get; init; } = Repository.PortalAssembly;

    /// <summary>Documented environment variables that differ from the tests' usual ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
