using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Audit;

/// <summary>One line of the append-only log: who did or decided what, to which organization, with what before and after.</summary>
public sealed class AuditEntry : IAppendOnly
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Such as <c>trial.denied</c> or <c>checkout.started</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>user:{id}</c>, <c>stripe:{event id}</c>, <c>job:{name}</c> or <c>command:{name}</c>.</summary>
    public required string Actor { get; init; }

    public OrganizationId? OrganizationId { get; init; }

    /// <summary>The object it is about, such as a subscription's id.</summary>
    public string? Subject { get; init; }

    public string? Reason { get; init; }

    public string? BeforeJson { get; init; }

    public string? AfterJson { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Action).HasMaxLength(100);
        builder.Property(entry => entry.Actor).HasMaxLength(300);
        builder.Property(entry => entry.Subject).HasMaxLength(300);
        builder.HasIndex(entry => new { entry.OrganizationId, entry.Id });
    }
}
