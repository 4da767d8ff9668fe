namespace BillingPortal.E2E.Portals;

public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>How one portal of a test is started: on which database, and which of its documented environment variables differ.</summary>
/// <param name="Name">Names the log file.</param>
public sealed record PortalSettings(string Name, Database Database)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
