using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>Reads a session back from Stripe when the customer returns, whether the webhook came first or not.</summary>
public sealed class CheckoutReturns(IDbContextFactory<BillingDb> databases, CheckoutSessions sessions, SubscriptionReader reader, SubscriptionQueries subscriptions, TimeProvider time)
{
    /// <exception cref="StripeException">Stripe could not be read.</exception>
    public async Task<Outcome<CheckoutReturn>> ReadAsync(OrganizationId organization, CheckoutSessionId id, CancellationToken cancellation)
    {
        if (!id.Value.StartsWith("cs_", StringComparison.Ordinal) || !id.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            return BillingError.NotFound("The checkout session");
        var fetchedAt = time.GetUtcNow();
        Wire.CheckoutSession session;
        try
        {
            session = await sessions.ReadAsync(id, cancellation);
        }
        catch (StripeException missing) when (missing.Failure == StripeFailure.NotFound)
        {
            return BillingError.NotFound("The checkout session");
        }

        if (!await BelongsAsync(organization, session, cancellation))
            return BillingError.NotFound("The checkout session");
        await reader.SaveAsync(session, fetchedAt, $"stripe:{session.Id}", cancellation);
        var view = await subscriptions.CurrentAsync(organization, cancellation);
        return session.Status switch
        {
            "open" => new CheckoutReturn(CheckoutReturnState.Open, null),
            "expired" => new CheckoutReturn(CheckoutReturnState.Expired, null),
            _ => new CheckoutReturn(view is { Status: SubscriptionStatus.Trialing or SubscriptionStatus.Active } ? CheckoutReturnState.Done : CheckoutReturnState.Processing, view),
        };
    }

    public async Task<TrialEligibility> TrialEligibilityAsync(OrganizationId organization, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await TrialLedger.EligibilityAsync(db, organization, cancellation);
    }

    /// <summary>Reads a session that an attempt has had before, and takes over what became of it.</summary>
    internal async Task<Wire.CheckoutSession> SettleAsync(CheckoutSessionId id, string actor, CancellationToken cancellation)
    {
        var fetchedAt = time.GetUtcNow();
        var session = await sessions.ReadAsync(id, cancellation);
        if (session.Status != "open")
            await reader.SaveAsync(session, fetchedAt, actor, cancellation);
        return session;
    }

    /// <summary>By our own mark on the session, or by its customer being the organization's; whoever guesses a session id gets "not found".</summary>
    private async Task<bool> BelongsAsync(OrganizationId organization, Wire.CheckoutSession session, CancellationToken cancellation)
    {
        if (session.ClientReferenceId == organization.Value && session.Metadata?.GetValueOrDefault(OrganizationLookup.MetadataKey) == organization.Value)
            return true;
        if (session.Customer?.Id is not { } customer)
            return false;
        var id = new CustomerId(customer);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Organizations.AnyAsync(row => row.Id == organization && row.CustomerId == id, cancellation);
    }
}
