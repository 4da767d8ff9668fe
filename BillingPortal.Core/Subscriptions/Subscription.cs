using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Subscriptions;

/// <summary>Stripe's subscription as last read; written by <see cref="SubscriptionProjection"/> only.</summary>
public sealed class Subscription
{
    public required SubscriptionId Id { get; init; }

    public required CustomerId CustomerId { get; set; }

    /// <summary>Null for an orphan: a subscription at Stripe whose customer is none of ours.</summary>
    public OrganizationId? OrganizationId { get; set; }

    public SubscriptionStatus Status { get; set; }

    public Currency Currency { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? TrialStart { get; set; }

    public DateTimeOffset? TrialEnd { get; set; }

    public bool CancelAtPeriodEnd { get; set; }

    public DateTimeOffset? CancelAt { get; set; }

    /// <summary>When cancelling was last asked for; <see cref="EndedAt"/> is when it came true.</summary>
    public DateTimeOffset? CanceledAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string CollectionMethod { get; set; } = "";

    public PaymentMethodId? DefaultPaymentMethod { get; set; }

    public InvoiceId? LatestInvoice { get; set; }

    public DateTimeOffset? NextPaymentAttempt { get; set; }

    /// <summary>The open invoice for which the bank wants the cardholder (3-D Secure). Its news may come before the subscription's own, so it may be newer than <see cref="LatestInvoice"/>.</summary>
    public InvoiceId? ActionInvoice { get; set; }

    /// <summary>It is the latest invoice that waits for the cardholder; written by <see cref="SubscriptionProjection"/> only.</summary>
    public bool RequiresAction { get; set; }

    /// <summary>What it becomes when the period ends, from Stripe's metadata; all three or none.</summary>
    public PlanCode? PendingPlan { get; set; }

    public BillingInterval? PendingInterval { get; set; }

    public long? PendingQuantity { get; set; }

    /// <summary>Stripe's word for why it ends: cancellation_requested, payment_failed or payment_disputed.</summary>
    public string? CancellationReason { get; set; }

    /// <summary>The subscription that was begun in its place, because its planned change came too late.</summary>
    public SubscriptionId? ReplacedBy { get; set; }

    /// <summary>The older live subscription of the same organization, when there is one: this one should not exist and a person must look.</summary>
    public SubscriptionId? DuplicateOf { get; set; }

    /// <summary>When Stripe was read for this row.</summary>
    public DateTimeOffset FetchedAt { get; set; }

    public List<SubscriptionItem> Items { get; init; } = [];
}

/// <summary>One price with its quantity. In this API version the billing period lives here.</summary>
public sealed class SubscriptionItem
{
    public required SubscriptionItemId Id { get; init; }

    public required SubscriptionId SubscriptionId { get; init; }

    public required PriceId PriceId { get; set; }

    public string? LookupKey { get; set; }

    public ProductId? ProductId { get; set; }

    /// <summary>Zero for metered prices, which have no quantity.</summary>
    public long Quantity { get; set; }

    /// <summary>Minor units of the subscription's currency; null for prices without one fixed amount.</summary>
    public long? UnitAmountMinor { get; set; }

    /// <summary>Stripe's word: day, week, month or year.</summary>
    public string Interval { get; set; } = "";

    public int IntervalCount { get; set; }

    public DateTimeOffset CurrentPeriodStart { get; set; }

    public DateTimeOffset CurrentPeriodEnd { get; set; }
}

internal sealed class SubscriptionConfiguration : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscriptions");
        builder.HasKey(subscription => subscription.Id);
        builder.Property(subscription => subscription.Status).HasConversion<string>().HasMaxLength(30);
        builder.Property(subscription => subscription.CancellationReason).HasMaxLength(40);
        builder.HasIndex(subscription => subscription.PendingPlan).HasFilter("pending_plan IS NOT NULL"); // a handful among all
        builder.Property(subscription => subscription.PendingInterval).HasConversion<string>().HasMaxLength(20);
        builder.HasMany(subscription => subscription.Items).WithOne().HasForeignKey(item => item.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(subscription => subscription.OrganizationId);
        builder.HasIndex(subscription => subscription.CustomerId);
    }
}

internal sealed class SubscriptionItemConfiguration : IEntityTypeConfiguration<SubscriptionItem>
{
    public void Configure(EntityTypeBuilder<SubscriptionItem> builder)
    {
        builder.ToTable("subscription_items");
        builder.HasKey(item => item.Id);
    }
}

public static class SubscriptionSets
{
    extension(BillingDb db)
    {
        public DbSet<Subscription> Subscriptions => db.Set<Subscription>();

        public DbSet<TrialGrant> TrialGrants => db.Set<TrialGrant>();

        public DbSet<CheckoutAttempt> CheckoutAttempts => db.Set<CheckoutAttempt>();
    }
}
