using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
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
        row.CollectionMethod = subscription.CollectionMethod;
        row.DefaultPaymentMethod = subscription.DefaultPaymentMethod is { } method ? new PaymentMethodId(method.Id) : null;
        row.LatestInvoice = subscription.LatestInvoice is { } invoice ? new InvoiceId(invoice.Id) : null;
        if (subscription.LatestInvoice?.Object is { } latest)
            CopyPayment(latest, row);
        if (row.Status.IsEnded())
            (row.NextPaymentAttempt, row.RequiresAction) = (null, false);
        row.FetchedAt = fetchedAt;
    }

    /// <summary>What the latest invoice says about paying; also called when only the invoice was read.</summary>
    internal static void CopyPayment(Wire.Invoice latest, Subscription row)
    {
        row.NextPaymentAttempt = latest.Status == "open" ? latest.NextPaymentAttempt : null;
        row.RequiresAction &= latest.Status == "open";
    }

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
