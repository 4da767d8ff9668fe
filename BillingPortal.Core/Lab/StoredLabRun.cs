using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Lab;

/// <summary>A finished run. Kept in the database, so that it survives a restart and can be shown later as evidence for the go-live checks.</summary>
public sealed class StoredLabRun
{
    public required string Id { get; init; }

    public required string Scenario { get; init; }

    /// <summary>Null when not even the stage could be set.</summary>
    public OrganizationId? OrganizationId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required bool Held { get; init; }

    /// <summary>Who started it: <c>user:{id}</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The whole <see cref="LabRun"/>.</summary>
    public required string RunJson { get; init; }
}

internal sealed class StoredLabRunConfiguration : IEntityTypeConfiguration<StoredLabRun>
{
    public void Configure(EntityTypeBuilder<StoredLabRun> builder)
    {
        builder.ToTable("lab_runs");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).HasMaxLength(64);
        builder.Property(run => run.Scenario).HasMaxLength(100);
        builder.Property(run => run.Actor).HasMaxLength(300);
        builder.HasIndex(run => new { run.Scenario, run.StartedAt });
    }
}

public static class LabSets
{
    extension(BillingDb db)
    {
        public DbSet<StoredLabRun> LabRuns => db.Set<StoredLabRun>();
    }
}
