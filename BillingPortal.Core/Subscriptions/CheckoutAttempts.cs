using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>An attempt to go on with, and the sessions of other intents that must be closed before.</summary>
public sealed record CheckoutBegin(CheckoutAttempt Attempt, IReadOnlyList<CheckoutSessionId> Superseded);

/// <summary>Keeps the attempts of an organization: one that is alive at a time, found again by its intent.</summary>
public sealed class CheckoutAttempts(IDbContextFactory<BillingDb> databases, AuditLog audit, IdGenerator ids, TimeProvider time)
{
    /// <summary>Stripe keeps idempotency keys for 24 hours at least; an attempt without a session that is older cannot be repeated safely.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(23);

    public async Task<CheckoutBegin> BeginAsync(CheckoutIntent intent, CustomerId customer, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockAsync($"organization:{intent.Organization}", cancellation); // a double click finds the attempt of the first one
        var (fingerprint, now) = (intent.Fingerprint(), time.GetUtcNow());
        var alive = await db.CheckoutAttempts
            .Where(attempt => attempt.OrganizationId == intent.Organization && (attempt.Status == CheckoutAttemptStatus.Started || attempt.Status == CheckoutAttemptStatus.Open))
            .ToListAsync(cancellation);
        CheckoutAttempt? same = null;
        var superseded = new List<CheckoutSessionId>();
        foreach (var attempt in alive)
        {
            if ((attempt.ExpiresAt ?? attempt.CreatedAt + KeyLifetime) <= now)
                attempt.Status = CheckoutAttemptStatus.Expired;
            else if (attempt.Fingerprint == fingerprint && attempt.CustomerId == customer)
                same = attempt;
            else
            {
                attempt.Status = CheckoutAttemptStatus.Replaced;
                superseded.AddRange(attempt.SessionId is { } session ? [session] : []);
            }
        }

        if (same is null)
        {
            same = new CheckoutAttempt
            {
                Id = ids.New("co"), OrganizationId = intent.Organization, Fingerprint = fingerprint, IntentJson = intent.ToJson(), CustomerId = customer, CreatedAt = now,
            };
            db.CheckoutAttempts.Add(same);
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new CheckoutBegin(same, superseded);
    }

    /// <summary>Remembers the session. False when another intent has replaced the attempt meanwhile.</summary>
    public async Task<bool> OpenAsync(CheckoutAttempt attempt, Wire.CheckoutSession session, string actor, string? trialDenied, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockAsync($"organization:{attempt.OrganizationId}", cancellation);
        var row = await db.CheckoutAttempts.SingleAsync(candidate => candidate.Id == attempt.Id, cancellation);
        (row.SessionId, row.Url, row.ExpiresAt) = (new CheckoutSessionId(session.Id), session.Url?.OriginalString ?? row.Url, session.ExpiresAt);
        if (row.Status == CheckoutAttemptStatus.Started)
        {
            row.Status = CheckoutAttemptStatus.Open;
            var intent = CheckoutIntent.FromJson(row.IntentJson);
            audit.Append(db, "checkout.started", actor, row.OrganizationId, session.Id, trialDenied,
                after: new { plan = intent.Plan.Value, price = intent.Price.Value, intent.Quantity, intent.TrialDays });
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return row.Status != CheckoutAttemptStatus.Replaced;
    }

    /// <summary>Takes over what Stripe says about a session. Call inside a transaction; saving is the caller's.</summary>
    public async Task SettleAsync(BillingDb db, Wire.CheckoutSession session, string actor, CancellationToken cancellation)
    {
        var (id, named) = (new CheckoutSessionId(session.Id), session.Metadata?.GetValueOrDefault(CheckoutSessions.AttemptKey));
        var row = await db.CheckoutAttempts.FirstOrDefaultAsync(attempt => attempt.SessionId == id || attempt.Id == named, cancellation);
        if (row is null || row.Status == CheckoutAttemptStatus.Completed)
            return;
        row.SessionId = id;
        row.ExpiresAt = session.ExpiresAt;
        if (session.Status == "complete")
        {
            row.Status = CheckoutAttemptStatus.Completed;
            audit.Append(db, "checkout.completed", actor, row.OrganizationId, session.Id, after: new { session.PaymentStatus, subscription = session.Subscription?.Id });
        }
        else if (session.Status == "expired" && row.Status != CheckoutAttemptStatus.Replaced)
        {
            row.Status = CheckoutAttemptStatus.Expired;
        }
    }

    /// <summary>The refusal of a trial, told to the customer before Checkout, is on record.</summary>
    public async Task DeniedAsync(CheckoutRequest request, string reason, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        audit.Append(db, "trial.denied", request.Actor, request.Organization, request.Plan.Value, reason, after: new { agreed_to_pay_now = request.AgreedToPayNow });
        await db.SaveChangesAsync(cancellation);
    }
}
