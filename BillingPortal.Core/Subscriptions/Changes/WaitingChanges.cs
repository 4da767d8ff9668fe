using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>Ends quotes that waited for the cardholder, when Stripe shows what came of it: part of every projection, so it does not matter who reads first.</summary>
public sealed class WaitingChanges(AuditLog audit)
{
    public const string NotConfirmed = "The payment was not confirmed with your bank in time.";

    internal async Task SettleAsync(BillingDb db, Subscription row, Wire.Subscription source, string actor, CancellationToken cancellation)
    {
        if (source.PendingUpdate is not null)
            return;
        var (id, organization) = (row.Id, row.OrganizationId);

        // The organization leads: its quotes are indexed, and this runs with every word from Stripe.
        foreach (var quote in await db.ChangeQuotes.Where(quote => quote.OrganizationId == organization && quote.SubscriptionId == id && quote.Status == QuoteStatus.RequiresAction).ToListAsync(cancellation))
        {
            var made = row.Items.Exists(item => item.Id == quote.ItemId && item.PriceId == quote.PriceId && item.Quantity == quote.Quantity);
            quote.Status = made ? QuoteStatus.Applied : QuoteStatus.Declined;
            quote.Refusal = made ? null : NotConfirmed;
            audit.Append(db, made ? "subscription.change_applied" : "subscription.change_declined", actor, quote.OrganizationId, quote.Id, quote.Refusal);
        }
    }
}
