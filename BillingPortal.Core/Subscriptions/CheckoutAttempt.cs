using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Subscriptions;

/// <summary>Where a checkout attempt stands.</summary>
public enum CheckoutAttemptStatus
{
    /// <summary>Written down; Stripe may or may not have been asked.</summary>
    Started,

    /// <summary>Stripe made a session that can be paid.</summary>
    Open,
    Completed,
    Expired,

    /// <summary>The customer asked for something else since; its session is closed.</summary>
    Replaced,
}

/// <summary>The durable operation behind "Start checkout": written before Stripe is called, its id is the idempotency key.</summary>
public sealed class CheckoutAttempt
{
    public required string Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required string Fingerprint { get; init; }

    public required string IntentJson { get; init; }

    public CheckoutAttemptStatus Status { get; set; }

    /// <summary>Fixed at the first call: it is part of the request that the key stands for.</summary>
    public required CustomerId CustomerId { get; init; }

    public CheckoutSessionId? SessionId { get; set; }

    public string? Url { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; set; }
}

internal sealed class CheckoutAttemptConfiguration : IEntityTypeConfiguration<CheckoutAttempt>
{
    public void Configure(EntityTypeBuilder<CheckoutAttempt> builder)
    {
        builder.ToTable("checkout_attempts");
        builder.HasKey(attempt => attempt.Id);
        builder.Property(attempt => attempt.Status).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(attempt => new { attempt.OrganizationId, attempt.Status });
        builder.HasIndex(attempt => attempt.SessionId);
    }
}
