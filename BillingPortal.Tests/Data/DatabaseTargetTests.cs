using BillingPortal.Core.Data;
using Npgsql;

namespace BillingPortal.Tests.Data;

public sealed class DatabaseTargetTests
{
    [Theory]
    [InlineData("postgres://ann:p%40ss%3Aword@db.internal:6543/billing?sslmode=require")]
    [InlineData("postgresql://ann:p%40ss%3Aword@db.internal:6543/billing?SSL%20Mode=Require")]
    public void A_postgres_URL_becomes_the_drivers_words(string url)
    {
        var target = DatabaseTarget.Parse(url);
        target.Kind.ShouldBe(DatabaseKind.Postgres);
        var said = new NpgsqlConnectionStringBuilder(target.ConnectionString);
        (said.Host, said.Port, said.Database, said.Username, said.Password, said.SslMode)
            .ShouldBe(("db.internal", 6543, "billing", "ann", "p@ss:word", SslMode.Require));
    }

    [Fact]
    public void Anything_without_a_scheme_is_the_path_of_a_SQLite_file() =>
        DatabaseTarget.Parse("data/billing.db").ConnectionString.ShouldContain(Path.GetFullPath("data/billing.db"));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("mysql://root:hunter2@host/db", "not supported")]
    [InlineData("postgres://root:hunter2@host", "not a complete")]
    [InlineData("postgres://root:hunter2@host/db?colour=red", "'colour'")]
    public void What_is_not_understood_is_named_without_repeating_the_password(string url, string part)
    {
        var problem = new DatabaseOptions { Url = url }.Problems().ShouldHaveSingleItem();
        problem.ShouldStartWith("DATABASE_URL");
        problem.ShouldContain(part);
        problem.ShouldNotContain("hunter2");
    }
}
