using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>That an organization has had its trial. One row for each organization, for ever.</summary>
public sealed class TrialGrant
{
    public required OrganizationId OrganizationId { get; init; }

    public required SubscriptionId SubscriptionId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>Stripe's fingerprint of the card, the same for the same number: a signal, never a reason to refuse.</summary>
    public string? CardFingerprint { get; set; }
}

internal sealed class TrialGrantConfiguration : IEntityTypeConfiguration<TrialGrant>
{
    public void Configure(EntityTypeBuilder<TrialGrant> builder)
    {
        builder.ToTable("trial_grants");
        builder.HasKey(grant => grant.OrganizationId);
        builder.HasIndex(grant => grant.CardFingerprint);
    }
}

/// <summary>Remembers trials when Stripe shows them, and answers whether another one may be given.</summary>
public sealed class TrialLedger(AuditLog audit)
{
    public static async Task<TrialEligibility> EligibilityAsync(BillingDb db, OrganizationId organization, CancellationToken cancellation)
    {
        var grant = await db.TrialGrants.AsNoTracking().FirstOrDefaultAsync(row => row.OrganizationId == organization, cancellation);
        return grant is null
            ? new TrialEligibility(true, null)
            : new TrialEligibility(false, $"Your organization already had its free trial, which began on {grant.StartedAt.UtcDateTime:d MMMM yyyy} (UTC).");
    }

    internal async Task RecordAsync(BillingDb db, OrganizationId organization, Subscription row, Wire.Subscription source, string actor, CancellationToken cancellation)
    {
        var card = source.DefaultPaymentMethod?.Object?.Card?.Fingerprint;
        if (await db.TrialGrants.FindAsync([organization], cancellation) is not { } grant)
        {
            db.TrialGrants.Add(grant = new TrialGrant { OrganizationId = organization, SubscriptionId = row.Id, StartedAt = row.TrialStart!.Value });
            audit.Append(db, "trial.granted", actor, organization, row.Id.Value, after: new { started_at = row.TrialStart, ends_at = row.TrialEnd });
        }

        if (grant.SubscriptionId != row.Id)
            return;
        grant.EndsAt = row.TrialEnd;
        if (card is null || grant.CardFingerprint is not null)
            return;
        grant.CardFingerprint = card;
        if (await db.TrialGrants.AnyAsync(other => other.CardFingerprint == card && other.OrganizationId != organization, cancellation))
            audit.Append(db, "trial.card_seen_before", actor, organization, row.Id.Value, "The card of this trial already paid for another organization's trial.");
    }
}
