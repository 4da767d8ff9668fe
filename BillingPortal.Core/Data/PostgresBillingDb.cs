using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Data;

/// <summary>The context on PostgreSQL: for several replicas.</summary>
public sealed class PostgresBillingDb(DbContextOptions<PostgresBillingDb> options) : BillingDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstantConverter>();
    }
}
