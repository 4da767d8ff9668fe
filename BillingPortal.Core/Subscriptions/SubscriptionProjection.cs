using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions.Changes;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>
/// THE writer of subscriptions, used by the return page, the webhook and the reconciler alike: whoever comes second finds the state there
/// and changes nothing.
/// </summary>
public sealed class SubscriptionProjection(SubscriptionEffects effects)
{
    /// <summary>
    /// Call inside a transaction; saving is the caller's. Writers of one customer take turns, so that page and webhook can race to create
    /// the row. A read that is older than what is stored changes nothing.
    /// </summary>
    /// <param name="actor">For the audit log.</param>
    public async Task<Subscription> ApplyAsync(BillingDb db, Wire.Subscription subscription, DateTimeOffset fetchedAt, string actor, CancellationToken cancellation)
    {
        var (id, customer) = (new SubscriptionId(subscription.Id), new CustomerId(subscription.Customer.Id));
        await db.LockAsync($"customer:{customer}", cancellation);
        var row = await db.Subscriptions.Include(known => known.Items).FirstOrDefaultAsync(known => known.Id == id, cancellation);
        if (row is not null && row.FetchedAt > fetchedAt)
            return row;
        var before = row is null ? null : SubscriptionState.Of(row);
        if (row is null)
            db.Subscriptions.Add(row = new Subscription { Id = id, CustomerId = customer });
        Copy(subscription, row, fetchedAt);
        row.OrganizationId ??= await OrganizationLookup.FindAsync(db, customer, subscription.Metadata, cancellation);
        CopyItems(subscription, row);
        CopyPending(subscription, row);
        await effects.ApplyAsync(db, row, new SubscriptionTransition(before, SubscriptionState.Of(row)), subscription, actor, cancellation);
        return row;
    }

    private static void Copy(Wire.Subscription subscription, Subscription row, DateTimeOffset fetchedAt)
    {
        row.CustomerId = new CustomerId(subscription.Customer.Id);
        row.Status = SubscriptionStatusWords.Parse(subscription.Status);
        row.Currency = subscription.Currency;
        row.CreatedAt = subscription.Created;
        row.TrialStart = subscription.TrialStart;
        row.TrialEnd = subscription.TrialEnd;
        row.CancelAtPeriodEnd = subscription.CancelAtPeriodEnd;
        row.CancelAt = subscription.CancelAt;
        row.CanceledAt = subscription.CanceledAt;
        row.EndedAt = subscription.EndedAt;
        row.CancellationReason = subscription.CancellationDetails?.Reason;
        row.CollectionMethod = subscription.CollectionMethod;
        row.DefaultPaymentMethod = subscription.DefaultPaymentMethod is { } method ? new PaymentMethodId(method.Id) : null;
        row.LatestInvoice = subscription.LatestInvoice is { } invoice ? new InvoiceId(invoice.Id) : null;
        if (subscription.LatestInvoice?.Object is { } latest)
            (row.NextPaymentAttempt, row.ActionInvoice) = (NextAttempt(latest), latest.Status != "open" && row.ActionInvoice?.Value == latest.Id ? null : row.ActionInvoice);
        if (row.Status.IsEnded())
            (row.NextPaymentAttempt, row.ActionInvoice) = (null, null);
        row.RequiresAction = row.ActionInvoice is { } waiting && waiting == row.LatestInvoice;
        row.FetchedAt = fetchedAt;
    }

    private static void CopyPending(Wire.Subscription subscription, Subscription row)
    {
        var main = row.Items.FirstOrDefault();
        var interval = main?.Interval == "year" ? BillingInterval.Yearly : BillingInterval.Monthly;
        var pending = PendingChange.Read(subscription.Metadata, interval, main?.Quantity ?? 1)?.Choice;
        (row.PendingPlan, row.PendingInterval, row.PendingQuantity) = (pending?.Plan, pending?.Interval, pending?.Quantity);
    }

    /// <summary>An invoice was read because of an event about it; it need not be the latest that the subscription is known to have.</summary>
    /// <param name="asksForAction">The event says that the bank wants the cardholder.</param>
    internal static void ApplyInvoice(Wire.Invoice invoice, bool asksForAction, Subscription row)
    {
        var id = new InvoiceId(invoice.Id);
        if (asksForAction)
            row.ActionInvoice = id; // kept also when the subscription's own news of this invoice is still on its way
        if (invoice.Status != "open" && row.ActionInvoice == id)
            row.ActionInvoice = null;
        if (row.LatestInvoice is null || row.LatestInvoice == id)
            row.NextPaymentAttempt = NextAttempt(invoice); // any other invoice says nothing about the next payment
        row.RequiresAction = row.ActionInvoice is { } waiting && waiting == row.LatestInvoice;
    }

    private static DateTimeOffset? NextAttempt(Wire.Invoice invoice) => invoice.Status == "open" ? invoice.NextPaymentAttempt : null;

    private static void CopyItems(Wire.Subscription subscription, Subscription row)
    {
        row.Items.RemoveAll(known => !subscription.Items.Data.Exists(item => item.Id == known.Id.Value));
        foreach (var item in subscription.Items.Data)
        {
            var known = row.Items.Find(candidate => candidate.Id.Value == item.Id);
            if (known is null)
                row.Items.Add(known = new SubscriptionItem { Id = new SubscriptionItemId(item.Id), SubscriptionId = row.Id, PriceId = new PriceId(item.Price.Id) });
            known.PriceId = new PriceId(item.Price.Id);
            known.LookupKey = item.Price.LookupKey;
            known.ProductId = item.Price.Product is { } product ? new ProductId(product.Id) : null;
            known.Quantity = item.Quantity ?? 0;
            known.UnitAmountMinor = item.Price.UnitAmount;
            known.Interval = item.Price.Recurring?.Interval ?? "";
            known.IntervalCount = item.Price.Recurring?.IntervalCount ?? 0;
            known.CurrentPeriodStart = item.CurrentPeriodStart;
            known.CurrentPeriodEnd = item.CurrentPeriodEnd;
        }
    }
}
