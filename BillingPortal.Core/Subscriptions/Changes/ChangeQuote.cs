using System.Text.Json;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>What became of a quote.</summary>
public enum QuoteStatus
{
    /// <summary>Shown, and waiting for a yes until it expires.</summary>
    Open,

    /// <summary>Somebody said yes; Stripe may or may not have been asked. Whoever goes on sends the same requests with the same keys.</summary>
    Confirming,
    Applied,

    /// <summary>Waits for the end of the period.</summary>
    Scheduled,

    /// <summary>Waits for the cardholder; Stripe applies it when the invoice is paid.</summary>
    RequiresAction,

    /// <summary>The payment was refused and everything is as before.</summary>
    Declined,

    /// <summary>The world had moved when somebody said yes; another quote took its place.</summary>
    Moved,
}

/// <summary>
/// An offer that was shown: what changes, when, and to the cent what it costs. It is the durable operation behind "Confirm": written before
/// Stripe is asked, its id is part of every idempotency key.
/// </summary>
public sealed class ChangeQuote
{
    public required string Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required SubscriptionId SubscriptionId { get; init; }

    public required PlanCode Plan { get; init; }

    public required BillingInterval Interval { get; init; }

    public required long Quantity { get; init; }

    /// <summary>Fixed when the quote is made: it is part of the request that the keys stand for.</summary>
    public required PriceId PriceId { get; init; }

    public required SubscriptionItemId ItemId { get; init; }

    public required ChangeKind Kind { get; init; }

    public required ChangeTiming Timing { get; init; }

    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>The second to which prorations are worked out, in the preview and in the change alike.</summary>
    public required DateTimeOffset ProrationDate { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Minor units, tax included, after credits.</summary>
    public required long AmountDueMinor { get; init; }

    public required long TaxMinor { get; init; }

    /// <summary>Of the invoice that is made now; below zero when more is given back than charged.</summary>
    public required long TotalMinor { get; init; }

    public required string LinesJson { get; init; }

    /// <summary>The next ordinary invoice after the change.</summary>
    public required long NextTotalMinor { get; init; }

    public required DateTimeOffset NextAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public QuoteStatus Status { get; set; }

    /// <summary>The marks of the change that was planned when somebody said yes, to be put back when the payment is refused. Null until they were read.</summary>
    public string? PlannedBeforeJson { get; set; }

    /// <summary>It was going to end with the period when somebody said yes.</summary>
    public bool EndedBefore { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public string? ConfirmedBy { get; set; }

    public InvoiceId? InvoiceId { get; set; }

    /// <summary>Why the payment was refused, in a sentence for people.</summary>
    public string? Refusal { get; set; }

    public IReadOnlyList<QuoteLine> Lines => JsonSerializer.Deserialize<List<QuoteLine>>(LinesJson)!;

    public PlanChoice Choice => new(Plan, Interval, Quantity);
}

/// <summary>One line of the invoice that a change makes.</summary>
/// <param name="AmountMinor">Minor units before tax; a credit is negative.</param>
public sealed record QuoteLine(string Description, long AmountMinor, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd);

internal sealed class ChangeQuoteConfiguration : IEntityTypeConfiguration<ChangeQuote>
{
    public void Configure(EntityTypeBuilder<ChangeQuote> builder)
    {
        builder.ToTable("change_quotes");
        builder.HasKey(quote => quote.Id);
        builder.Ignore(quote => quote.Lines).Ignore(quote => quote.Choice);
        builder.Property(quote => quote.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(quote => quote.Timing).HasConversion<string>().HasMaxLength(20);
        builder.Property(quote => quote.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(quote => quote.Interval).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(quote => new { quote.OrganizationId, quote.CreatedAt });

        // What was interrupted is looked for by a job; it is a handful at most.
        builder.HasIndex(quote => quote.ConfirmedAt).HasFilter("status = 'Confirming'");
    }
}

public static class ChangeSets
{
    extension(Data.BillingDb db)
    {
        public DbSet<ChangeQuote> ChangeQuotes => db.Set<ChangeQuote>();
    }
}
