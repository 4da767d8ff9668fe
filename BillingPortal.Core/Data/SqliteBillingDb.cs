using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Data;

/// <summary>The context on SQLite: the default, one file, no server.</summary>
public sealed class SqliteBillingDb(DbContextOptions<SqliteBillingDb> options) : BillingDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicrosecondsConverter>();
    }
}
