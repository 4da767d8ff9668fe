using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Invoices;

/// <summary>A payment or an attempt at one, as last read: what it took, what was given back, why it failed, whether it is disputed.</summary>
public sealed class Charge
{
    public required ChargeId Id { get; init; }

    public CustomerId? CustomerId { get; set; }

    public OrganizationId? OrganizationId { get; set; }

    public long AmountMinor { get; set; }

    public long AmountRefundedMinor { get; set; }

    public Currency Currency { get; set; }

    /// <summary>succeeded, pending or failed.</summary>
    public string Status { get; set; } = "";

    public string? FailureCode { get; set; }

    public string? FailureMessage { get; set; }

    public string? PaymentIntent { get; set; }

    public bool Disputed { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset FetchedAt { get; set; }
}

/// <summary>Money given back. A refund can be pending for days and fail after all.</summary>
public sealed class Refund
{
    public required RefundId Id { get; init; }

    public ChargeId? ChargeId { get; set; }

    public OrganizationId? OrganizationId { get; set; }

    public long AmountMinor { get; set; }

    public Currency Currency { get; set; }

    /// <summary>pending, requires_action, succeeded, failed or canceled.</summary>
    public string Status { get; set; } = "";

    public string? Reason { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset FetchedAt { get; set; }
}

internal sealed class ChargeConfiguration : IEntityTypeConfiguration<Charge>
{
    public void Configure(EntityTypeBuilder<Charge> builder)
    {
        builder.ToTable("charges");
        builder.HasKey(charge => charge.Id);
        builder.HasIndex(charge => new { charge.OrganizationId, charge.CreatedAt });
    }
}

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds");
        builder.HasKey(refund => refund.Id);
        builder.HasIndex(refund => refund.ChargeId);
        builder.HasIndex(refund => new { refund.OrganizationId, refund.CreatedAt });
    }
}
