using BillingPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Webhooks;

/// <summary>One event of Stripe, stored before it was answered. Its id stays for ever: it is how a repetition is known.</summary>
public sealed class InboxEvent
{
    public long Id { get; init; }

    public required string EventId { get; init; }

    public required string EventType { get; init; }

    public string? ApiVersion { get; init; }

    public bool Livemode { get; init; }

    public required DateTimeOffset EventCreated { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Exactly as received; empty once retention removed it.</summary>
    public required string Payload { get; set; }

    public string? ObjectId { get; init; }

    public string? ObjectKind { get; init; }

    /// <summary>The customer, or the object when there is none: events of one group never run at the same time.</summary>
    public required string GroupKey { get; init; }

    public InboxStatus Status { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }

    public DateTimeOffset? ProcessedAt { get; set; }

    public string? IgnoredBecause { get; init; }

    /// <summary>Set when the event came from another release train of Stripe's API than ours.</summary>
    public string? VersionNote { get; init; }

    public string? LastError { get; set; }
}

/// <summary>One try at one event: when, how long, and what went wrong.</summary>
public sealed class InboxAttempt
{
    public long Id { get; init; }

    /// <summary>The row of <see cref="InboxEvent"/>.</summary>
    public required long InboxEventId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required long DurationMicroseconds { get; init; }

    public string? Error { get; init; }
}

/// <summary>Who works on a group now. The token fences: a worker whose lease went to another can no longer commit.</summary>
public sealed class InboxLease
{
    public required string GroupKey { get; init; }

    public required string Token { get; set; }

    public required DateTimeOffset Until { get; set; }
}

public static class WebhookSets
{
    extension(BillingDb db)
    {
        public DbSet<InboxEvent> InboxEvents => db.Set<InboxEvent>();

        public DbSet<InboxAttempt> InboxAttempts => db.Set<InboxAttempt>();

        public DbSet<InboxLease> InboxLeases => db.Set<InboxLease>();
    }
}

internal sealed class InboxConfiguration : IEntityTypeConfiguration<InboxEvent>, IEntityTypeConfiguration<InboxAttempt>, IEntityTypeConfiguration<InboxLease>
{
    public void Configure(EntityTypeBuilder<InboxEvent> builder)
    {
        builder.ToTable("inbox_events");
        builder.HasKey(row => row.Id);
        foreach (var name in new[] { nameof(InboxEvent.EventId), nameof(InboxEvent.EventType), nameof(InboxEvent.ApiVersion), nameof(InboxEvent.ObjectId), nameof(InboxEvent.ObjectKind), nameof(InboxEvent.GroupKey) })
            builder.Property(name).HasMaxLength(255);
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(row => row.Payload).UseCompressionMethod("lz4"); // PostgreSQL's default method costs a tenth of intake's time
        builder.HasIndex(row => row.EventId).IsUnique();
        builder.HasIndex(row => row.GroupKey);

        // Partial: the table grows for ever, what is still to do stays small.
        builder.HasIndex(row => new { row.Id, row.NextAttemptAt }).HasFilter("status IN ('Pending', 'Parked')");
    }

    public void Configure(EntityTypeBuilder<InboxAttempt> builder)
    {
        builder.ToTable("inbox_attempts");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => row.InboxEventId);
        builder.HasOne<InboxEvent>().WithMany().HasForeignKey(row => row.InboxEventId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<InboxLease> builder)
    {
        builder.ToTable("inbox_leases");
        builder.HasKey(row => row.GroupKey);
        builder.Property(row => row.GroupKey).HasMaxLength(255);
        builder.Property(row => row.Token).HasMaxLength(64);
    }
}
