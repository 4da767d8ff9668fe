using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Customers;

/// <summary>The Stripe customer as last read; written by <see cref="CustomerProjection"/> only.</summary>
public sealed class BillingCustomer
{
    public required CustomerId Id { get; init; }

    /// <summary>Null for a customer that is none of ours (made by hand at Stripe).</summary>
    public OrganizationId? OrganizationId { get; set; }

    public string? Email { get; set; }

    public string? Name { get; set; }

    /// <summary>Set by the first charge or subscription; Stripe then refuses all others.</summary>
    public Currency? Currency { get; set; }

    /// <summary>Minor units of <see cref="Currency"/>; negative is credit that the customer has with us.</summary>
    public long BalanceMinor { get; set; }

    public bool Delinquent { get; set; }

    public PaymentMethodId? DefaultPaymentMethod { get; set; }

    public bool Deleted { get; set; }

    public DateTimeOffset FetchedAt { get; set; }
}

/// <summary>
/// The durable intent to have a Stripe customer: what the customer is created with is fixed before Stripe is called, so that every
/// repetition, by whomever and after whatever crash, sends the same request with the same key and gets the same customer.
/// </summary>
public sealed class CustomerRequest
{
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>Ours, unique: the idempotency key. A new one follows when the customer was deleted at Stripe.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }
}

internal sealed class BillingCustomerConfiguration : IEntityTypeConfiguration<BillingCustomer>
{
    public void Configure(EntityTypeBuilder<BillingCustomer> builder)
    {
        builder.ToTable("billing_customers");
        builder.HasKey(customer => customer.Id);
        builder.HasIndex(customer => customer.OrganizationId);
    }
}

internal sealed class CustomerRequestConfiguration : IEntityTypeConfiguration<CustomerRequest>
{
    public void Configure(EntityTypeBuilder<CustomerRequest> builder)
    {
        builder.ToTable("customer_requests");
        builder.HasKey(request => request.OrganizationId);
    }
}
