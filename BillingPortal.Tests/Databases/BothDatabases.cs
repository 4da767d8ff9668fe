using BillingPortal.Core.Data;

namespace BillingPortal.Tests.Databases;

/// <summary>Theory data: <c>[Theory, ClassData(typeof(BothDatabases))]</c> runs a test on SQLite and on PostgreSQL.</summary>
public sealed class BothDatabases : TheoryData<DatabaseKind>
{
    public BothDatabases()
    {
        Add(DatabaseKind.Sqlite);
        Add(DatabaseKind.Postgres);
    }
}
