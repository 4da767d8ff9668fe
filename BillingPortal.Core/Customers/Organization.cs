using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Customers;

/// <summary>The tenant that pays: owner of subscription, invoices and everything else.</summary>
public sealed class Organization
{
    public required OrganizationId Id { get; init; }

    public required string Name
    {
        get;
        set => (field, SearchName) = (value, value.ToUpperInvariant());
    }

    /// <summary>The name as the console searches it: both databases compare letters differently, so the case is settled here.</summary>
    public string SearchName { get; private set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>THE Stripe customer of the organization; null until it first goes to Checkout, and again after the customer was deleted at Stripe.</summary>
    public CustomerId? CustomerId { get; set; }
}

/// <summary>A person in an organization. Membership is data: Identity's roles are for the console only.</summary>
public sealed class Member
{
    public required OrganizationId OrganizationId { get; init; }

    public required Guid UserId { get; init; }

    public required MemberRole Role { get; set; }

    public required DateTimeOffset JoinedAt { get; init; }
}

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organizations");
        builder.HasKey(organization => organization.Id);
        builder.Property(organization => organization.Name).HasMaxLength(OrganizationService.MaxNameLength);
        builder.HasIndex(organization => organization.CustomerId).IsUnique();
    }
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members");
        builder.HasKey(member => new { member.OrganizationId, member.UserId });
        builder.Property(member => member.Role).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Organization>().WithMany().HasForeignKey(member => member.OrganizationId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(member => member.UserId);
        builder.HasIndex(member => member.UserId);
    }
}

public static class CustomerSets
{
    extension(BillingDb db)
    {
        public DbSet<Organization> Organizations => db.Set<Organization>();

        public DbSet<Member> Members => db.Set<Member>();

        public DbSet<BillingCustomer> BillingCustomers => db.Set<BillingCustomer>();

        public DbSet<CustomerRequest> CustomerRequests => db.Set<CustomerRequest>();

        public DbSet<StoredApiToken> ApiTokens => db.Set<StoredApiToken>();
    }
}
