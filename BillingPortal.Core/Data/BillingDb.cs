using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Data;

/// <summary>
/// The one database context. It declares no set of its own: each folder holds its entity, its configuration (found by scan) and an
/// extension property over <c>db.Set&lt;T&gt;()</c>. Two subclasses exist because each database keeps its own migrations.
/// </summary>
public abstract class BillingDb(DbContextOptions options) : IdentityDbContext<PortalUser, PortalRole, Guid>(options)
{
    /// <summary>Version 3 of Identity's tables, the one with passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseToRewriteHistory();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseToRewriteHistory();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3);
        foreach (var id in TextIdConverter.IdTypes)
            configurationBuilder.Properties(id).HaveConversion(typeof(TextIdConverter<>).MakeGenericType(id)).HaveMaxLength(255);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(BillingDb).Assembly);
        SnakeCaseNames.Apply(builder);
    }

    private void RefuseToRewriteHistory()
    {
        var rewritten = ChangeTracker.Entries<IAppendOnly>().FirstOrDefault(entry => entry.State is EntityState.Modified or EntityState.Deleted);
        if (rewritten is not null)
            throw new InvalidOperationException($"{rewritten.Metadata.ClrType.Name} is append-only: its rows are never changed or deleted.");
    }
}
