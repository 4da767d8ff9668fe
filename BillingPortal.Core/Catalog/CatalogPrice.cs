using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Catalog;

/// <summary>A price of ours at Stripe, as the last sync saw it. Superseded prices stay, so that subscriptions on an old price still map to their plan.</summary>
public sealed class CatalogPrice
{
    public required PriceId Id { get; init; }

    /// <summary>The place in the catalog that the price fills, also when it was given by environment.</summary>
    public required string LookupKey { get; init; }

    public required PlanCode Plan { get; init; }

    public required BillingInterval Interval { get; init; }

    public required Currency Currency { get; init; }

    public required long UnitAmountMinor { get; init; }

    public ProductId? ProductId { get; init; }

    /// <summary>Sold now. At most one price for each lookup key is.</summary>
    public bool Active { get; set; }

    public required DateTimeOffset SyncedAt { get; set; }

    public Money UnitAmount => new(UnitAmountMinor, Currency);
}

internal sealed class CatalogPriceConfiguration : IEntityTypeConfiguration<CatalogPrice>
{
    public void Configure(EntityTypeBuilder<CatalogPrice> builder)
    {
        builder.ToTable("catalog_prices");
        builder.HasKey(price => price.Id);
        builder.Property(price => price.LookupKey).HasMaxLength(200);
        builder.Property(price => price.Interval).HasConversion<string>().HasMaxLength(20);
        builder.Ignore(price => price.UnitAmount);
        builder.HasIndex(price => price.LookupKey);
    }
}

public static class CatalogSets
{
    extension(BillingDb db)
    {
        public DbSet<CatalogPrice> CatalogPrices => db.Set<CatalogPrice>();
    }
}
