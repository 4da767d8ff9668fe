using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace BillingPortal.Core.Data;

/// <summary>How everybody gets a context: pooled, of the configured database, one per operation.</summary>
public sealed class BillingDbFactory : IDbContextFactory<BillingDb>
{
    private readonly Func<BillingDb> create;

    /// <param name="services">Where EF Core finds the logger factory; null outside a host.</param>
    public BillingDbFactory(DatabaseTarget target, IServiceProvider? services = null)
    {
        Target = target;
        create = target.Kind switch
        {
            DatabaseKind.Sqlite => new PooledDbContextFactory<SqliteBillingDb>(Options<SqliteBillingDb>(target, services)).CreateDbContext,
            _ => new PooledDbContextFactory<PostgresBillingDb>(Options<PostgresBillingDb>(target, services)).CreateDbContext,
        };
    }

    public DatabaseTarget Target { get; }

    public BillingDb CreateDbContext() => create();

    internal static DbContextOptions<TContext> Options<TContext>(DatabaseTarget target, IServiceProvider? services)
        where TContext : BillingDb
    {
        var builder = new DbContextOptionsBuilder<TContext>();
        builder.AddInterceptors(AfterCommit.Instance);
        if (services is not null)
            builder.UseApplicationServiceProvider(services);
        if (target.Kind == DatabaseKind.Postgres)
            builder.UseNpgsql(target.ConnectionString);
        else
            builder.UseSqlite(target.ConnectionString).AddInterceptors(SqlitePragmas.Instance);
        return builder.Options;
    }
}
