using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Invoices;

/// <summary>Stripe's invoice as last read; written by <see cref="InvoiceProjection"/> only. Amounts are minor units of <see cref="Currency"/>.</summary>
public sealed class Invoice
{
    public required InvoiceId Id { get; init; }

    public CustomerId? CustomerId { get; set; }

    /// <summary>Null when the customer is none of ours.</summary>
    public OrganizationId? OrganizationId { get; set; }

    public SubscriptionId? SubscriptionId { get; set; }

    public string? Number { get; set; }

    /// <summary>draft, open, paid, uncollectible or void; ours: deleted (a draft that was thrown away).</summary>
    public string Status { get; set; } = "";

    public string? BillingReason { get; set; }

    public Currency Currency { get; set; }

    public long SubtotalMinor { get; set; }

    public long TotalMinor { get; set; }

    public long AmountDueMinor { get; set; }

    public long AmountPaidMinor { get; set; }

    public long AmountRemainingMinor { get; set; }

    public int AttemptCount { get; set; }

    public DateTimeOffset? NextPaymentAttempt { get; set; }

    public DateTimeOffset? DueDate { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? HostedUrl { get; set; }

    public string? PdfUrl { get; set; }

    public DateTimeOffset FetchedAt { get; set; }

    public List<InvoiceLine> Lines { get; init; } = [];
}

/// <summary>One line of an invoice; the service period is here, not on the invoice.</summary>
public sealed class InvoiceLine
{
    public required string Id { get; init; }

    public required InvoiceId InvoiceId { get; init; }

    /// <summary>Stripe's order, beginning with 0.</summary>
    public int Position { get; set; }

    public string? Description { get; set; }

    public long AmountMinor { get; set; }

    public long? Quantity { get; set; }

    public PriceId? PriceId { get; set; }

    public DateTimeOffset PeriodStart { get; set; }

    public DateTimeOffset PeriodEnd { get; set; }
}

internal sealed class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("invoices");
        builder.HasKey(invoice => invoice.Id);
        builder.HasMany(invoice => invoice.Lines).WithOne().HasForeignKey(line => line.InvoiceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(invoice => new { invoice.OrganizationId, invoice.CreatedAt });
        builder.HasIndex(invoice => invoice.SubscriptionId);
    }
}

internal sealed class InvoiceLineConfiguration : IEntityTypeConfiguration<InvoiceLine>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> builder)
    {
        builder.ToTable("invoice_lines");
        builder.HasKey(line => new { line.InvoiceId, line.Id });
    }
}

public static class InvoiceSets
{
    extension(BillingDb db)
    {
        public DbSet<Invoice> Invoices => db.Set<Invoice>();

        public DbSet<Charge> Charges => db.Set<Charge>();

        public DbSet<Refund> Refunds => db.Set<Refund>();
    }
}
