using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Notifications;

/// <summary>A mail on its way: written with the change that caused it, sent later, kept as the mail log.</summary>
public sealed class OutboxMessage
{
    public long Id { get; init; }

    public required string Kind { get; init; }

    public required string OnceKey { get; init; }

    public OrganizationId? OrganizationId { get; init; }

    public string? ToAddress { get; init; }

    public OutboxStatus Status { get; set; }

    /// <summary>What the template shows; emptied after sending when the notice is sensitive.</summary>
    public required string DataJson { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Attempts { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }

    public string? LastError { get; set; }

    /// <summary>Who is sending it now; null when nobody is.</summary>
    public string? LeaseToken { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The notice's template said so when it was rendered: the log shows no body.</summary>
    public bool Sensitive { get; set; }

    public string? Subject { get; set; }

    public string? Html { get; set; }

    public string? Text { get; set; }
}

public static class NotificationSets
{
    extension(BillingDb db)
    {
        public DbSet<OutboxMessage> OutboxMessages => db.Set<OutboxMessage>();
    }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Kind).HasMaxLength(100);
        builder.Property(message => message.OnceKey).HasMaxLength(300);
        builder.Property(message => message.ToAddress).HasMaxLength(320);
        builder.Property(message => message.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(message => message.LeaseToken).HasMaxLength(64);
        builder.HasIndex(message => message.OnceKey).IsUnique();
        builder.HasIndex(message => new { message.Status, message.NextAttemptAt });
        builder.HasIndex(message => message.ToAddress);
    }
}
