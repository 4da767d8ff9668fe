using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>Why somebody leaves, in Stripe's words, and what they say about it.</summary>
/// <param name="Feedback">One of <see cref="CancellationService.Reasons"/>, or null.</param>
public sealed record CancellationReason(string? Feedback, string? Comment);

/// <summary>Ends a subscription with its paid period, or takes that back; also takes back a planned change. Both may be asked for twice without harm.</summary>
public sealed class CancellationService(IDbContextFactory<BillingDb> databases, StripeClient stripe, SubscriptionQueries subscriptions, SubscriptionProjection projection, AuditLog audit, ChangeTools tools)
{
    private const int LongestComment = 500;

    public static IReadOnlyList<string> Reasons { get; } =
        ["too_expensive", "missing_features", "switched_service", "unused", "customer_service", "too_complex", "low_quality", "other"];

    /// <summary>Access stays until the period ends. Refuses with no_subscription or validation_failed.</summary>
    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<Outcome<SubscriptionView>> CancelAsync(OrganizationId organization, CancellationReason reason, string actor, CancellationToken cancellation) =>
        reason.Feedback is { } word && !Reasons.Contains(word) ? Refused(BillingError.Invalid("feedback", $"feedback must be one of {string.Join(", ", Reasons)}."))
        : reason.Comment?.Length > LongestComment ? Refused(BillingError.Invalid("comment", $"The comment has at most {LongestComment} characters."))
        : ChangeAsync(organization, "subscription.cancel_asked", actor, reason.Feedback, new SubscriptionUpdate
        {
            CancelAtPeriodEnd = true, Metadata = PendingChange.NoMarks,
            CancellationDetails = reason is { Feedback: null, Comment: null } ? null : new CancellationDetails { Feedback = reason.Feedback, Comment = reason.Comment },
        }, cancellation);

    /// <summary>It goes on as it is: neither ends nor changes. Refuses with no_subscription.</summary>
    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<Outcome<SubscriptionView>> ResumeAsync(OrganizationId organization, string actor, CancellationToken cancellation) =>
        ChangeAsync(organization, "subscription.resume_asked", actor, null, new SubscriptionUpdate { CancelAtPeriodEnd = false, Metadata = PendingChange.NoMarks }, cancellation);

    private static Task<Outcome<SubscriptionView>> Refused(BillingError error) => Task.FromResult<Outcome<SubscriptionView>>(error);

    private async Task<Outcome<SubscriptionView>> ChangeAsync(OrganizationId organization, string action, string actor, string? reason, SubscriptionUpdate change, CancellationToken cancellation)
    {
        if (await subscriptions.CurrentAsync(organization, cancellation) is not { } current || !current.Status.IsLive())
            return new BillingError(BillingErrorCode.NoSubscription, "Your organization has no subscription.");
        var fetchedAt = tools.Time.GetUtcNow();
        var key = IdempotencyKey.For(action, current.Id.Value, tools.Ids.New("ask")); // setting the same state twice is harmless, so each asking is its own
        var answer = await stripe.UpdateSubscriptionAsync(current.Id, change with { Expand = SubscriptionReader.Expansions }, key, cancellation);
        await SaveAsync(organization, answer, fetchedAt, action, actor, reason, cancellation);
        return (await subscriptions.CurrentAsync(organization, cancellation))!;
    }

    private async Task SaveAsync(OrganizationId organization, Wire.Subscription answer, DateTimeOffset fetchedAt, string action, string actor, string? reason, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await projection.ApplyAsync(db, answer, fetchedAt, actor, cancellation);
        audit.Append(db, action, actor, organization, answer.Id, reason);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
