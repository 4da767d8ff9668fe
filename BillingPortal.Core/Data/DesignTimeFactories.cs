using Microsoft.EntityFrameworkCore.Design;

namespace BillingPortal.Core.Data;

/// <summary>Gives <c>dotnet ef migrations add</c> a context; it reads the model and never connects.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteBillingDb>
{
    public SqliteBillingDb CreateDbContext(string[] args) =>
        new(BillingDbFactory.Options<SqliteBillingDb>(DatabaseTarget.Parse("design.db"), null));
}

/// <inheritdoc cref="SqliteDesignTimeFactory" />
public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresBillingDb>
{
    public PostgresBillingDb CreateDbContext(string[] args) =>
        new(BillingDbFactory.Options<PostgresBillingDb>(DatabaseTarget.Parse("postgres://localhost/design"), null));
}
