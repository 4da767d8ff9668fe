using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Webhooks;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>customer.subscription.*: projects the subscription as Stripe has it now; all that follows hangs on the projection.</summary>
public sealed class SubscriptionEventHandler(SubscriptionProjection projection) : IStripeEventHandler<Wire.Subscription>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Subscription> change, BillingDb db, CancellationToken cancellation)
    {
        // A subscription that Stripe no longer knows gives no access, whatever the last event said of it.
        var subscription = change.Deleted && !SubscriptionStatusWords.Parse(change.Object.Status).IsEnded()
            ? change.Object with { Status = SubscriptionStatus.Canceled.Word(), EndedAt = change.Object.EndedAt ?? change.EventCreated }
            : change.Object;
        await projection.ApplyAsync(db, subscription, change.FetchedAt, change.Actor, cancellation);
    }
}

/// <summary>checkout.session.*: settles the attempt, ties the customer to the organization that started it, projects the subscription.</summary>
public sealed class CheckoutSessionEventHandler(SubscriptionProjection projection, CheckoutAttempts attempts) : IStripeEventHandler<Wire.CheckoutSession>
{
    public async ValueTask HandleAsync(StripeChange<Wire.CheckoutSession> change, BillingDb db, CancellationToken cancellation)
    {
        var session = change.Object;
        if (session.Customer is { } customer)
        {
            var id = new CustomerId(customer.Id);
            await db.LockAsync($"customer:{id}", cancellation);
            if (await OrganizationLookup.FindAsync(db, id, session.Metadata, cancellation) is { } organization)
                await CustomerProjection.LinkAsync(db, organization, id, cancellation);
        }

        if (session.Subscription?.Object is { } subscription)
            await projection.ApplyAsync(db, subscription, change.FetchedAt, change.Actor, cancellation);
        await attempts.SettleAsync(db, session, change.Actor, cancellation);
    }
}

/// <summary>invoice.* seen from the subscription: when the next attempt is due, and whether the cardholder must act.</summary>
public sealed class SubscriptionInvoiceEventHandler : IStripeEventHandler<Wire.Invoice>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Invoice> change, BillingDb db, CancellationToken cancellation)
    {
        if (change.Deleted || change.Object.SubscriptionId is not { } id || change.Object.Customer is not { } customer)
            return;
        await db.LockAsync($"customer:{customer.Id}", cancellation);
        if (await db.Subscriptions.FindAsync([new SubscriptionId(id)], cancellation) is not { } row || row.Status.IsEnded())
            return;
        // Stripe sends payment_failed beside payment_action_required in any order, so only leaving "open" takes the mark away.
        SubscriptionProjection.ApplyInvoice(change.Object, asksForAction: change.EventType == "invoice.payment_action_required", row);
    }
}
